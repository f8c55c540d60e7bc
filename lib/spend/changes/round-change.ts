import { divideHalfEven, type FemtoUsd, femtoUsd } from "@/lib/pricing/money";
import { CAUSES, type Change, type Effects } from "./decompose";

const ONE_USD = 10n ** 15n;

/** An amount that becomes another step by step, for people. */
export interface RoundedSteps {
  before: FemtoUsd;
  steps: FemtoUsd[];
  after: FemtoUsd;
  /** Places that the amounts are rounded to. */
  decimals: number;
}

/**
 * Steps from one amount to another in whole cents (small ones in as small parts of a cent as they need) that still add up: the
 * amounts between which the steps lead are rounded, rather than each step by itself. `wholeFromMillion` leaves cents out of
 * amounts of a million dollars and more.
 */
export function roundSteps(
  before: FemtoUsd,
  steps: readonly FemtoUsd[],
  options: { wholeFromMillion?: boolean } = {},
): RoundedSteps {
  const last = steps.reduce<bigint>((sum, step) => sum + step, before);
  const size = before > last ? before : last;
  const isWhole = options.wholeFromMillion && size >= 1_000_000n * ONE_USD;
  const decimals = isWhole ? 0 : decimalsOf(size);
  const unit = ONE_USD / 10n ** BigInt(decimals);
  let level: bigint = before;
  let shown = round(before, unit);
  const first = shown;
  const rounded = steps.map((step) => {
    level += step;
    const next = round(level, unit);
    const by = femtoUsd(next - shown);
    shown = next;
    return by;
  });
  return { before: first, steps: rounded, after: shown, decimals };
}

function decimalsOf(size: bigint): number {
  if (size >= ONE_USD) return 2;
  if (size >= ONE_USD / 100n) return 4;
  // Of less than a ten-thousandth of a dollar two figures are left, rather than nothing.
  return size === 0n ? 2 : Math.min(15, Math.max(6, 17 - size.toString().length));
}

/** A change as a row of a table, which has no room for the cents of millions: its causes add up in what is shown too. */
export function roundChange({ before, effects }: Change): Change & { decimals: number } {
  const { steps, ...rounded } = roundSteps(
    before,
    CAUSES.map((cause) => effects[cause]),
    { wholeFromMillion: true },
  );
  return { ...rounded, effects: Object.fromEntries(CAUSES.map((cause, index) => [cause, steps[index]])) as Effects };
}

function round(amount: bigint, unit: bigint): FemtoUsd {
  const size = divideHalfEven(amount < 0n ? -amount : amount, unit) * unit;
  return femtoUsd(amount < 0n ? -size : size);
}
