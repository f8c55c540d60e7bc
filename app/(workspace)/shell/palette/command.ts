import type { IconName } from "@/components/ui/icon";

/** Something the palette can do. */
export interface Command {
  id: string;
  label: string;
  /** More words it is found by. */
  words?: string;
  icon: IconName;
  /** Said beside it: a shortcut, or what it is of. */
  hint?: string;
  /** Leads to a page, or does something. */
  does: { href: string } | (() => void | Promise<void>);
}

/** Commands of one kind. */
export interface CommandGroup {
  name: string;
  commands: readonly Command[];
}

/** Groups with the commands that hold every word of a search; what begins with it comes first. */
export function findCommands(groups: readonly CommandGroup[], search: string): CommandGroup[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const rank = ({ label }: Command) => (label.toLowerCase().startsWith(search.trim().toLowerCase()) ? 0 : 1);
  return groups
    .map(({ name, commands }) => ({
      name,
      commands: commands
        .filter(({ label, words: more = "" }) => {
          const text = `${name} ${label} ${more}`.toLowerCase();
          return words.every((word) => text.includes(word));
        })
        .sort((a, b) => rank(a) - rank(b)),
    }))
    .filter(({ commands }) => commands.length > 0);
}
