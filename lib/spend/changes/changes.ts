import type { Totals } from "../measures";
import type { Period } from "../period";
import type { ChangeCell } from "./change-cell";
import { type CellChange, type Change, decompose, sumChanges } from "./decompose";

/** What a change is told by. */
export const CHANGES_BY = ["model", "project"] as const;
export type ChangesBy = (typeof CHANGES_BY)[number];

/** The change of one model, or of one project. */
export interface NamedChange extends Change {
  name: string | null;
}

/** What changed between two periods, in all and by model and project; each adds up to the same. */
export interface Changes {
  before: Period;
  after: Period;
  timeZone: string;
  change: Change;
  by: Readonly<Record<ChangesBy, NamedChange[]>>;
  /** All usage, what has no price included: the change is of what has one. */
  totals: { before: Totals; after: Totals };
}

/** Tells what changed from what was used. */
export function changesOf(
  periods: { before: Period; after: Period; timeZone: string },
  { cells, before, after }: { cells: readonly ChangeCell[]; before: Totals; after: Totals },
): Changes {
  const changes = decompose(cells);
  return {
    ...periods,
    change: sumChanges(changes),
    by: { model: sumBy(changes, "model"), project: sumBy(changes, "project") },
    totals: { before, after },
  };
}

/** The largest change first, whichever way it went. */
function sumBy(changes: readonly CellChange[], by: ChangesBy): NamedChange[] {
  const groups = new Map<string | null, CellChange[]>();
  for (const change of changes) groups.set(change[by], [...(groups.get(change[by]) ?? []), change]);
  const size = ({ before, after }: Change) => (after > before ? after - before : before - after);
  return [...groups]
    .map(([name, own]) => ({ name, ...sumChanges(own) }))
    .sort((a, b) => (size(a) === size(b) ? compareNames(a.name, b.name) : size(a) > size(b) ? -1 : 1));
}

function compareNames(a: string | null, b: string | null): number {
  return (a ?? "") < (b ?? "") ? -1 : 1;
}
