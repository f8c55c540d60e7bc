"use client";

import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import type { ShellMember } from "../member";
import { OPEN_PALETTE } from "./open-palette";
import { SEQUENCE_TIME, type Shortcut, shortcutOf } from "./shortcuts";

// Neither is part of what a page needs first.
const Palette = dynamic(() => import("./palette").then((module) => module.Palette), { ssr: false });
const ShortcutList = dynamic(() => import("./shortcut-list").then((module) => module.ShortcutList), { ssr: false });

/** Listens to the keyboard on every page: opens the palette and the list of shortcuts, and leads to pages. */
export function Keyboard(member: ShellMember) {
  const router = useRouter();
  const [open, setOpen] = useState<"palette" | "shortcuts" | null>(null);
  const close = () => setOpen(null);

  useEffect(() => {
    let lastG = Number.NEGATIVE_INFINITY;
    const follow = (shortcut: Shortcut) => {
      if (typeof shortcut === "object") return router.push(shortcut.href);
      if (shortcut === "search" && focusSearch()) return;
      setOpen(shortcut === "shortcuts" ? "shortcuts" : "palette");
    };
    const onKey = (event: KeyboardEvent) => {
      const found = shortcutOf(event, event.timeStamp - lastG < SEQUENCE_TIME);
      lastG = found === "first" ? event.timeStamp : Number.NEGATIVE_INFINITY;
      if (found === null || found === "first" || event.defaultPrevented || document.querySelector("dialog[open]"))
        return;
      if (found !== "palette" && isTyping(event.target)) return;
      event.preventDefault();
      follow(found);
    };
    const onOpen = () => setOpen("palette");
    document.addEventListener("keydown", onKey);
    window.addEventListener(OPEN_PALETTE, onOpen);
    return () => {
      document.removeEventListener("keydown", onKey);
      window.removeEventListener(OPEN_PALETTE, onOpen);
    };
  }, [router]);

  return (
    <>
      {open === "palette" && <Palette {...member} onClose={close} onShortcuts={() => setOpen("shortcuts")} />}
      {open === "shortcuts" && <ShortcutList onClose={close} />}
    </>
  );
}

/** Letters typed into a box are no shortcuts. */
function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest("input, textarea, select, [contenteditable]") !== null;
}

/** Puts the cursor into the search of the page; false when it has none in sight. */
function focusSearch(): boolean {
  const boxes = document.querySelectorAll<HTMLInputElement>("main input[type=search]");
  const box = [...boxes].find((one) => one.checkVisibility());
  box?.focus();
  box?.select();
  return box !== undefined;
}
