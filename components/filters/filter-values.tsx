"use client";

import { useState } from "react";
import { Checkbox } from "../ui/checkbox";
import { Input } from "../ui/input";

/** So many boxes are shown at once; a search finds the others. */
const MOST_SHOWN = 60;

interface FilterValuesProps {
  label: string;
  known: readonly string[];
  chosen: readonly (string | null)[];
}

/** Boxes to tick, named "value" in the form around them; an empty value stands for "not stated". */
export function FilterValues({ label, known, chosen }: FilterValuesProps) {
  const [search, setSearch] = useState("");
  const [ticked, setTicked] = useState(() => new Set(chosen.map((value) => value ?? "")));
  const all = ["", ...new Set([...[...ticked].filter(Boolean), ...known])];
  const found = all.filter((value) => nameOf(value).toLowerCase().includes(search.trim().toLowerCase()));

  function toggle(value: string, on: boolean) {
    const next = new Set(ticked);
    if (on) next.add(value);
    else next.delete(value);
    setTicked(next);
  }

  return (
    <>
      <Input
        type="search"
        aria-label={`Search ${label}`}
        placeholder="Search"
        value={search}
        onChange={(event) => setSearch(event.target.value)}
        onKeyDown={(event) => {
          // Enter searches; it does not send the form before anything was chosen.
          if (event.key === "Enter") event.preventDefault();
        }}
      />
      {/* What is ticked stays chosen when the search hides its box. */}
      {[...ticked].map((value) => (
        <input key={value} type="hidden" name="value" value={value} />
      ))}
      <div className="flex max-h-64 flex-col gap-1.5 overflow-y-auto px-1.5 py-1 break-words">
        {found.slice(0, MOST_SHOWN).map((value) => (
          <Checkbox
            key={value}
            label={nameOf(value)}
            checked={ticked.has(value)}
            onChange={(event) => toggle(value, event.target.checked)}
          />
        ))}
        {found.length === 0 && <p className="text-sm text-muted">Nothing is called that.</p>}
        {found.length > MOST_SHOWN && (
          <p className="text-sm text-muted">{found.length - MOST_SHOWN} more: search to find them.</p>
        )}
      </div>
    </>
  );
}

function nameOf(value: string): string {
  return value === "" ? "not stated" : value;
}
