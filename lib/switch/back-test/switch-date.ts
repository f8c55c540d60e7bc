/** Requests on the targets of a scenario on one day. */
export interface DayOnTargets {
  /** Start of the day. */
  start: Date;
  requests: bigint;
}

/** Fewer days on a side say nothing. */
const FEWEST_DAYS = 2;
/** Growth to less than this many times as much is no switch. */
const LEAST_GROWTH = 2n;

/**
 * The day from which on far more runs on the targets than before: where the days are best told apart by one step up
 * (the largest variance between both sides). Null where there is no such step.
 */
export function proposedSwitchDate(days: readonly DayOnTargets[]): Date | null {
  const total = days.reduce((sum, { requests }) => sum + requests, 0n);
  const count = BigInt(days.length);
  let best: { start: Date; score: bigint } | null = null;
  let before = 0n;
  for (const [index, { start, requests }] of days.entries()) {
    const [left, right] = [BigInt(index), count - BigInt(index)];
    const after = total - before;
    const isStep = index >= FEWEST_DAYS && right >= FEWEST_DAYS && after * left > LEAST_GROWTH * before * right;
    if (isStep) {
      // n₁n₂(m₂ − m₁)², without fractions: both means over the product of the counts.
      const apart = after * left - before * right;
      const score = (apart * apart) / (left * right);
      if (best === null || score > best.score) best = { start, score };
    }
    before += requests;
  }
  return best?.start ?? null;
}
