import { divideHalfEven, type FemtoUsd, femtoUsd } from "@/lib/pricing/money";
import { CAUSES, type Change, type Effects } from "./decompose";

const ONE_USD = 10n ** 15n;

/**
 * A change in whole cents (small ones in hundredths of a cent, or of that) that still adds up: the amounts between which the causes
 * lead are rounded, rather than each cause by itself.
 */
export function roundChange({ before, after, effects }: Change): Change & { decimals: number } {
  const size = before > after ? before : after;
  const decimals = size >= ONE_USD ? 2 : size >= ONE_USD / 100n ? 4 : 6;
  const unit = ONE_USD / 10n ** BigInt(decimals);
  let level: bigint = before;
  let shown = round(before, unit);
  const first = shown;
  const rounded = CAUSES.map((cause) => {
    level += effects[cause];
    const next = round(level, unit);
    const effect = femtoUsd(next - shown);
    shown = next;
    return [cause, effect] as const;
  });
  return {
    before: first,
    after: shown,
    effects: Object.fromEntries(rounded) as Effects,
    decimals,
  };
}

function round(amount: bigint, unit: bigint): FemtoUsd {
  const size = divideHalfEven(amount < 0n ? -amount : amount, unit) * unit;
  return femtoUsd(amount < 0n ? -size : size);
}
