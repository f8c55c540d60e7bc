import type { Assumption } from "./assumptions";
import type { CostParts } from "./cost-parts";
import { type Band, LEVERS, type Lever, type LeverValues, SAME_TOKENS } from "./levers";
import type { Bounds } from "./moved-sums";
import { roundDivide } from "./share";

/**
 * Sums of moved traffic that the same assumptions are made about, in millionths (see share.ts): what it costs on the
 * target with the tokens it has, and what it costs now.
 */
export interface LeverSums {
  low: CostParts;
  high: CostParts;
  baseline: Bounds;
  assumptions: readonly Assumption[];
}

/** An amount as it may turn out. */
export interface Estimate {
  low: bigint;
  expected: bigint;
  high: bigint;
}

/** Values of levers are thousandths, and up to four of them are multiplied. */
const SCALE = 10n ** 12n;

/** What traffic costs with given values of all levers; linear in each of them. */
export function costWith(parts: CostParts, baseline: bigint, levers: LeverValues): bigint {
  return roundDivide(scaledCost(parts, baseline, levers), SCALE);
}

/** The same times SCALE, not rounded: costs of parts of traffic add up to that of the whole. */
function scaledCost(parts: CostParts, baseline: bigint, levers: LeverValues): bigint {
  const { output, reasoning, tokenizer, cache, escalation, growth } = levers;
  const input = (parts.fresh + parts.written) * 1000n + parts.readAsFresh * (1000n - cache) + parts.read * cache;
  const written = parts.output * 1000n + parts.reasoning * reasoning;
  const tokens = tokenizer * (input * 1000n + written * output);
  const scaled = tokens + (parts.fees * 1000n + baseline * escalation) * 1_000_000n;
  return scaled * growth;
}

/** Twice the difference halfway between bounds, times SCALE and not rounded: what moves add is linear in traffic. */
export function scaledDifference({ low, high, baseline }: Omit<LeverSums, "assumptions">, values: LeverValues): bigint {
  const there = scaledCost(low, baseline.low, values) + scaledCost(high, baseline.high, values);
  return there - scaledBaseline(baseline, values);
}

/** Twice what traffic costs now halfway between bounds, grown as it is expected to, times SCALE. */
export function scaledBaseline(baseline: Bounds, { growth }: LeverValues): bigint {
  return (baseline.low + baseline.high) * growth * (SCALE / 1000n);
}

/** An amount from one that is doubled and times SCALE. */
export function unscaled(amount: bigint): bigint {
  return roundDivide(amount, 2n * SCALE);
}

/** The band of each lever that something is assumed about; levers nothing is known of stay as they are. */
export function bandsOf(assumptions: readonly Assumption[]): Readonly<Record<Lever, Band>> {
  return Object.fromEntries(
    LEVERS.map((lever) => {
      const band = assumptions.find((assumption) => assumption.lever === lever)?.band;
      const same = SAME_TOKENS[lever];
      return [lever, band ?? { low: same, expected: same, high: same }];
    }),
  ) as Record<Lever, Band>;
}

/** What traffic may cost on the target, all levers together. */
export function estimateOf(sums: LeverSums): Estimate {
  return extremes(sums, (values, end) => {
    if (end === "middle") return middleCost(sums, values);
    return costWith(sums[end], sums.baseline[end], values);
  });
}

/** How much more (less: negative) it may cost than now; what it costs now grows with the traffic. */
export function differenceOf(sums: LeverSums): Estimate {
  return extremes(sums, (values, end) => {
    if (end === "middle") return middleDifference(sums, values);
    const { baseline } = sums;
    const now = grown(end === "low" ? baseline.high : baseline.low, values);
    return costWith(sums[end], baseline[end], values) - now;
  });
}

/** The same with given values, halfway between bounds where there are any. */
export function middleDifference(sums: LeverSums, values: LeverValues): bigint {
  return middleCost(sums, values) - grown((sums.baseline.low + sums.baseline.high) / 2n, values);
}

function grown(baseline: bigint, { growth }: LeverValues): bigint {
  return roundDivide(baseline * growth, 1000n);
}

/** An amount that is linear in each lever: as expected, and with every lever at the end where it is least and most. */
function extremes(sums: LeverSums, amount: (values: LeverValues, end: "low" | "middle" | "high") => bigint): Estimate {
  const bands = bandsOf(sums.assumptions);
  const expected = valuesOf(bands, () => "expected");
  const least = Object.fromEntries(
    LEVERS.map((lever) => {
      const at = (end: "low" | "high") => amount({ ...expected, [lever]: bands[lever][end] }, "middle");
      return [lever, at("high") < at("low") ? "high" : "low"];
    }),
  ) as Record<Lever, "low" | "high">;
  return {
    low: amount(
      valuesOf(bands, (lever) => least[lever]),
      "low",
    ),
    expected: amount(expected, "middle"),
    high: amount(
      valuesOf(bands, (lever) => (least[lever] === "low" ? "high" : "low")),
      "high",
    ),
  };
}

/** What traffic costs with given values, halfway between its bounds where there are any. */
export function middleCost({ low, high, baseline }: LeverSums, levers: LeverValues): bigint {
  return (costWith(low, baseline.low, levers) + costWith(high, baseline.high, levers)) / 2n;
}

/** One value of every band. */
export function valuesOf(bands: Readonly<Record<Lever, Band>>, which: (lever: Lever) => keyof Band): LeverValues {
  return Object.fromEntries(LEVERS.map((lever) => [lever, bands[lever][which(lever)]])) as Record<Lever, bigint>;
}
