import { PAGES } from "../pages";

/** What a key, or g and a key, stands for. */
export type Shortcut = { href: string } | "palette" | "shortcuts" | "search";

/** Time within which the second key of a sequence has to come, in milliseconds. */
export const SEQUENCE_TIME = 1500;

/** The shortcuts as people are told of them. */
export const SHORTCUTS: readonly { keys: readonly string[]; does: string }[] = [
  { keys: ["Ctrl", "K"], does: "Search and commands (⌘ K on a Mac)" },
  { keys: ["/"], does: "Go to the search of the page" },
  { keys: ["?"], does: "Show the shortcuts" },
  ...PAGES.map(({ letter, label }) => ({ keys: ["g", letter], does: `Go to ${label}` })),
];

/** A key that was pressed. */
interface Press {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
}

/**
 * What a press stands for: a shortcut, "first" when it begins a sequence, null when it is nothing. `isAfterG`: the press
 * before began one.
 */
export function shortcutOf({ key, ctrlKey, metaKey, altKey }: Press, isAfterG: boolean): Shortcut | "first" | null {
  const withCommand = ctrlKey !== metaKey && !altKey;
  if (withCommand && key.toLowerCase() === "k") return "palette";
  if (ctrlKey || metaKey || altKey) return null;
  const page = isAfterG && PAGES.find(({ letter }) => letter === key.toLowerCase());
  if (page) return { href: page.href };
  if (key === "g") return "first";
  if (key === "/") return "search";
  return key === "?" ? "shortcuts" : null;
}
