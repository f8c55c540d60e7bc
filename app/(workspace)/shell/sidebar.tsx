import { Wordmark } from "@/components/ui/wordmark";
import { AccountMenu } from "./account-menu";
import type { ShellMember } from "./member";
import { Navigation } from "./navigation";
import { OrganizationSwitcher } from "./organization-switcher";
import { PaletteButton } from "./palette/palette-button";

/** The pages, the organisation and the account, at the side of larger screens. */
export function Sidebar({ user, organization, organizations }: ShellMember) {
  return (
    <aside className="sticky top-0 hidden h-dvh w-56 shrink-0 flex-col border-r border-line bg-surface p-3 md:flex print:hidden">
      <div className="mb-4 px-2 pt-2">
        <Wordmark />
      </div>
      <div className="mb-4">
        <OrganizationSwitcher organization={organization} organizations={organizations} />
      </div>
      <div className="mb-4">
        <PaletteButton />
      </div>
      <Navigation />
      <div className="mt-auto border-t border-line pt-2">
        <AccountMenu user={user} side="above" />
      </div>
    </aside>
  );
}
