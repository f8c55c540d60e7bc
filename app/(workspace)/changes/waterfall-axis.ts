/** What the bars of a waterfall are drawn between. */
export interface WaterfallAxis {
  /** Above 0 where the bars of the two costs are cut. */
  from: bigint;
  to: bigint;
}

/** Bars are cut where all levels lie within so small a part of the highest, in hundredths. */
const CUT_BELOW = 15n;
/** Of what the axis shows, so much is left of the lowest level, in hundredths. */
const ROOM = 40n;

/**
 * From nothing to the highest level, or, where all levels are so close to each other that no step could be seen, from a
 * little below the lowest.
 */
export function waterfallAxis(levels: readonly bigint[]): WaterfallAxis {
  let [low, high] = [levels[0] ?? 0n, 1n];
  for (const level of levels) {
    if (level < low) low = level;
    if (level > high) high = level;
  }
  const span = high - low;
  if (low <= 0n || span === 0n || span * 100n >= high * CUT_BELOW) return { from: 0n, to: high };
  return { from: low - (span * ROOM) / 100n, to: high };
}

/** Where a level is on the axis, in percent. */
export function percentOnAxis(level: bigint, { from, to }: WaterfallAxis): number {
  return level <= from ? 0 : Number(((level - from) * 10_000n) / (to - from)) / 100;
}
