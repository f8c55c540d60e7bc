/** Lines of a batch by what became of them, and when its usage was. */
export interface MergeCounts {
  inserted: number;
  duplicates: number;
  revised: number;
  /** Of those, requests without a price. */
  unpriced: number;
  firstUsageAt: Date | null;
  lastUsageAt: Date | null;
  /** The first and last days (their beginnings, UTC) on which something stored was replaced. */
  firstReplacedOn: Date | null;
  lastReplacedOn: Date | null;
}

/** Counts of no lines at all. */
export const NO_LINES: MergeCounts = {
  inserted: 0,
  duplicates: 0,
  revised: 0,
  unpriced: 0,
  firstUsageAt: null,
  lastUsageAt: null,
  firstReplacedOn: null,
  lastReplacedOn: null,
};

/** Counts of two merges of one batch. */
export function sumCounts(a: MergeCounts, b: MergeCounts): MergeCounts {
  const used = inOrder([a.firstUsageAt, b.firstUsageAt, a.lastUsageAt, b.lastUsageAt]);
  const replaced = inOrder([a.firstReplacedOn, b.firstReplacedOn, a.lastReplacedOn, b.lastReplacedOn]);
  return {
    inserted: a.inserted + b.inserted,
    duplicates: a.duplicates + b.duplicates,
    revised: a.revised + b.revised,
    unpriced: a.unpriced + b.unpriced,
    firstUsageAt: used[0] ?? null,
    lastUsageAt: used.at(-1) ?? null,
    firstReplacedOn: replaced[0] ?? null,
    lastReplacedOn: replaced.at(-1) ?? null,
  };
}

/** From when to when a merge has changed what is stored; null when it has not. */
export function changedBetween(counts: MergeCounts): { from: Date; to: Date } | null {
  const times = inOrder([counts.firstUsageAt, counts.firstReplacedOn, counts.lastUsageAt, counts.lastReplacedOn]);
  const [from, to] = [times[0], times.at(-1)];
  return from && to ? { from, to } : null;
}

function inOrder(times: readonly (Date | null)[]): Date[] {
  return times.filter((time) => time !== null).sort((one, other) => one.getTime() - other.getTime());
}

/** Counts of a merge and of what was loaded before it; `first` and `last` are microseconds, infinite for none. */
export function addCounts(
  merged: MergeCounts,
  loaded: { inserted: number; duplicates: number; unpriced: number; first: number; last: number },
): MergeCounts {
  return {
    inserted: merged.inserted + loaded.inserted,
    duplicates: merged.duplicates + loaded.duplicates,
    revised: merged.revised,
    unpriced: merged.unpriced + loaded.unpriced,
    firstUsageAt: timeOf(
      Math.min(loaded.first, merged.firstUsageAt ? merged.firstUsageAt.getTime() * 1000 : loaded.first),
    ),
    firstReplacedOn: merged.firstReplacedOn,
    lastReplacedOn: merged.lastReplacedOn,
    lastUsageAt: timeOf(Math.max(loaded.last, merged.lastUsageAt ? merged.lastUsageAt.getTime() * 1000 : loaded.last)),
  };
}

function timeOf(microseconds: number): Date | null {
  return Number.isFinite(microseconds) ? new Date(microseconds / 1000) : null;
}
