"use client";

import Link from "next/link";
import { signOut } from "next-auth/react";
import { ThemeChoice } from "@/components/theme/theme-choice";
import { Icon } from "@/components/ui/icon";
import { MENU_ITEM_LOOK, Menu } from "@/components/ui/menu";
import type { ShellMember } from "./member";

/** Who is logged in; settings, theme and the way out. */
export function AccountMenu({ user, side }: Pick<ShellMember, "user"> & { side: "below" | "above" }) {
  const name = user.name || user.email;
  return (
    <Menu
      side={side}
      align={side === "above" ? "start" : "end"}
      buttonClassName="flex items-center gap-2.5 p-1.5 hover:bg-sunken"
      button={
        <>
          <span
            aria-hidden="true"
            className="grid size-7 shrink-0 place-items-center rounded-full bg-accent-soft text-sm font-semibold text-accent uppercase"
          >
            {name.slice(0, 1)}
          </span>
          <span className="sr-only">Account: </span>
          <span className={side === "above" ? "min-w-0 truncate font-medium" : "sr-only"}>{name}</span>
        </>
      }
    >
      <p className="truncate px-2.5 pt-1 text-sm text-muted">{user.email}</p>
      <div className="px-2.5 py-2.5">
        <ThemeChoice />
      </div>
      <Link href="/settings" className={MENU_ITEM_LOOK}>
        <Icon name="settings" className="text-muted" />
        Settings
      </Link>
      <button
        type="button"
        data-closes-menu
        onClick={() => signOut({ callbackUrl: "/sign-in" })}
        className={MENU_ITEM_LOOK}
      >
        <Icon name="logOut" className="text-muted" />
        Log out
      </button>
    </Menu>
  );
}
