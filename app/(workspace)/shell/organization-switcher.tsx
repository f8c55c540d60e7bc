"use client";

import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { Icon } from "@/components/ui/icon";
import { MENU_ITEM_LOOK, Menu } from "@/components/ui/menu";
import { Spinner } from "@/components/ui/spinner";
import { toast } from "@/components/ui/toast";
import type { ShellMember } from "./member";
import { switchOrganization } from "./switch-organization";

/** Shows the organisation that is looked at, and the person's others to go to. */
export function OrganizationSwitcher({ organization, organizations }: Omit<ShellMember, "user">) {
  const router = useRouter();
  const [pending, startTransition] = useTransition();

  function switchTo(organizationId: number) {
    startTransition(async () => {
      try {
        await switchOrganization(organizationId);
        router.refresh();
      } catch (problem) {
        toast((problem as Error).message, "error");
      }
    });
  }

  if (organizations.length < 2) {
    return <p className="truncate px-2.5 text-sm text-muted">{organization.name}</p>;
  }
  return (
    <Menu
      buttonClassName="flex h-9 items-center justify-between gap-2 border border-line bg-surface px-2.5 hover:bg-sunken"
      button={
        <>
          <span className="sr-only">Organisation: </span>
          <span className="min-w-0 truncate font-medium">{organization.name}</span>
          {pending ? <Spinner /> : <Icon name="chevronDown" className="text-muted" />}
        </>
      }
    >
      {organizations.map(({ id, name }) => (
        <button
          key={id}
          type="button"
          data-closes-menu
          aria-current={id === organization.id || undefined}
          onClick={() => id !== organization.id && switchTo(id)}
          className={MENU_ITEM_LOOK}
        >
          <span className="min-w-0 flex-1 truncate">{name}</span>
          {id === organization.id && <Icon name="check" className="text-accent" />}
        </button>
      ))}
    </Menu>
  );
}
