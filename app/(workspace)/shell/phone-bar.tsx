"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Icon } from "@/components/ui/icon";
import { Wordmark } from "@/components/ui/wordmark";
import { AccountMenu } from "./account-menu";
import type { ShellMember } from "./member";
import { Navigation } from "./navigation";
import { OrganizationSwitcher } from "./organization-switcher";
import { PaletteButton } from "./palette/palette-button";

/** The bar at the top of small screens; the pages are in a sheet that it opens. */
export function PhoneBar({ user, organization, organizations }: ShellMember) {
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  return (
    <header className="sticky top-0 z-20 flex h-14 items-center justify-between gap-2 border-b border-line bg-surface px-3 md:hidden print:hidden">
      <div className="flex items-center gap-1">
        <Button variant="quiet" size="icon" aria-label="Open the menu" onClick={() => setOpen(true)}>
          <Icon name="menu" />
        </Button>
        <Wordmark />
      </div>
      <div className="flex items-center gap-1">
        <PaletteButton small />
        <AccountMenu user={user} side="below" />
      </div>
      <Dialog open={open} onClose={close} title="Outlay" placement="left">
        <div className="mb-5">
          <OrganizationSwitcher organization={organization} organizations={organizations} />
        </div>
        <Navigation onNavigate={close} />
      </Dialog>
    </header>
  );
}
