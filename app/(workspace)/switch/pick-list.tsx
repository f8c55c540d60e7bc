"use client";

import { useState } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { Icon } from "@/components/ui/icon";
import { Input } from "@/components/ui/input";

/** So many boxes are shown at once; a search finds the others. */
const MOST_SHOWN = 60;

interface PickListProps {
  /** Names the list for screen readers. */
  label: string;
  /** What can be picked; "" is shown as "not stated". */
  values: readonly string[];
  picked: readonly string[];
  /** Most that can be picked. */
  most?: number;
  change: (picked: string[]) => void;
}

/** A searched list of boxes to tick, what is ticked first. */
export function PickList({ label, values, picked, most = Number.POSITIVE_INFINITY, change }: PickListProps) {
  const [search, setSearch] = useState("");
  // What was picked when the list opened is first, and stays where it is when its tick is taken away.
  const [first] = useState(picked);
  const words = search.trim().toLowerCase().split(/\s+/);
  const found = [...new Set([...first, ...values])].filter((value) =>
    words.every((word) => nameOf(value).toLowerCase().includes(word)),
  );
  return (
    <fieldset className="flex min-w-0 flex-col gap-2 rounded-md bg-sunken p-3">
      <legend className="sr-only">{label}</legend>
      <Input
        type="search"
        aria-label={`Search ${label}`}
        placeholder="Search"
        value={search}
        onChange={({ target }) => setSearch(target.value)}
      />
      <div className="grid max-h-56 gap-x-4 gap-y-1.5 overflow-y-auto px-1.5 py-1 wrap-anywhere sm:grid-cols-2 lg:grid-cols-3">
        {found.slice(0, MOST_SHOWN).map((value) => (
          <Checkbox
            key={value}
            label={nameOf(value)}
            checked={picked.includes(value)}
            disabled={!picked.includes(value) && picked.length >= most}
            onChange={({ target }) =>
              change(target.checked ? [...picked, value] : picked.filter((one) => one !== value))
            }
          />
        ))}
      </div>
      {found.length === 0 && <p className="text-sm text-muted">Nothing is called that.</p>}
      {found.length > MOST_SHOWN && (
        <p className="text-sm text-muted">{found.length - MOST_SHOWN} more: search to find them.</p>
      )}
      {picked.length >= most && <p className="text-sm text-muted">{most} at most.</p>}
    </fieldset>
  );
}

/** What is picked, each to be taken away. */
export function PickedChips({ picked, change }: Pick<PickListProps, "picked" | "change">) {
  return picked.map((value) => (
    <button
      key={value}
      type="button"
      aria-label={`Leave out ${nameOf(value)}`}
      onClick={() => change(picked.filter((one) => one !== value))}
      className="inline-flex h-8 max-w-full items-center gap-1.5 rounded-md border border-accent/40 bg-accent-soft px-2.5 text-sm text-accent"
    >
      <span className="truncate">{nameOf(value)}</span>
      <Icon name="close" className="size-3" />
    </button>
  ));
}

function nameOf(value: string): string {
  return value === "" ? "not stated" : value;
}
