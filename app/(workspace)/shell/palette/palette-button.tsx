"use client";

import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { openPalette } from "./open-palette";

/** Opens the palette: a bar that says so and names the shortcut, or just a sign where room is short. */
export function PaletteButton({ small = false }: { small?: boolean }) {
  if (small) {
    return (
      <Button variant="quiet" size="icon" aria-label="Search and commands" onClick={openPalette}>
        <Icon name="search" />
      </Button>
    );
  }
  return (
    <button
      type="button"
      onClick={openPalette}
      aria-keyshortcuts="Control+K Meta+K"
      className="flex h-9 w-full items-center gap-2.5 rounded-md border border-line bg-surface px-2.5 text-muted transition-colors hover:bg-sunken hover:text-ink"
    >
      <Icon name="search" />
      <span className="flex-1 text-left">Search</span>
      <span aria-hidden="true" className="font-mono text-2xs">
        Ctrl K
      </span>
    </button>
  );
}
