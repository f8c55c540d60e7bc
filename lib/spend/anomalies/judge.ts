import type { FemtoUsd } from "@/lib/pricing/money";
import { quantile } from "../forecast/daily-model";

/** How far from usual a day has to be for people to be told; `off`: they are not. */
export const SENSITIVITIES = ["off", "low", "medium", "high"] as const;
export type Sensitivity = (typeof SENSITIVITIES)[number];

/** How a day compares with what is usual. */
export type Judgement =
  | { kind: "too_little_history"; weeks: number }
  | { kind: "more" | "usual" | "less"; usual: Usual; weeks: number };

/** What the same part of earlier days cost: the median, the lowest and the highest. */
export interface Usual {
  median: FemtoUsd;
  low: FemtoUsd;
  high: FemtoUsd;
}

/** Spreads from the median beyond which a day is unusual. */
const SPREADS: Readonly<Record<Exclude<Sensitivity, "off">, number>> = { low: 6, medium: 4, high: 2.5 };
/** A pattern needs so many weeks. */
const FEWEST_WEEKS = 4;
/** What is less than this away from usual is nothing to be told of: a dollar. */
const LEAST = 10n ** 15n;
/** The median absolute deviation of a normal distribution is so much smaller than its standard deviation. */
const NORMAL = 1.4826;
/** Days that were all alike differ by this part of them all the same. */
const LEAST_SPREAD = 0.1;

/**
 * Compares the cost of a day (or of the beginning of one) with the same part of the same weekday in the weeks before, the
 * newest first. Median and median absolute deviation, so that one odd week changes nothing. Weeks before the first with
 * any cost say nothing.
 */
export function judgeDay(spent: FemtoUsd, weeksBefore: readonly FemtoUsd[], sensitivity: Sensitivity): Judgement {
  const known = weeksBefore.slice(0, weeksBefore.findLastIndex((cost) => cost > 0n) + 1);
  if (known.length < FEWEST_WEEKS) return { kind: "too_little_history", weeks: known.length };
  const usual = usualOf(known);
  const off = spent > usual.median ? spent - usual.median : usual.median - spent;
  const spreads = SPREADS[sensitivity === "off" ? "medium" : sensitivity];
  const isFar = Number(off) > spreads * spreadOf(known.map(Number), Number(usual.median)) && off >= LEAST;
  return { kind: isFar ? (spent > usual.median ? "more" : "less") : "usual", usual, weeks: known.length };
}

function usualOf(costs: readonly FemtoUsd[]): Usual {
  const sorted = [...costs].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const at = (index: number) => sorted[index] ?? (0n as FemtoUsd);
  const middle = sorted.length >> 1;
  const median = sorted.length % 2 === 1 ? at(middle) : (((at(middle - 1) + at(middle)) / 2n) as FemtoUsd);
  return { median, low: at(0), high: at(sorted.length - 1) };
}

function spreadOf(costs: readonly number[], median: number): number {
  const deviation = quantile(
    costs.map((cost) => Math.abs(cost - median)),
    0.5,
  );
  // What is used in few weeks has no usual cost: then as much as it ever cost is the measure.
  const least = median > 0 ? LEAST_SPREAD * median : Math.max(...costs) / 4;
  return Math.max(NORMAL * deviation, least);
}
