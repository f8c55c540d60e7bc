import { divideHalfEven, type FemtoUsd, femtoUsd, formatUsd } from "@/lib/pricing/money";
import { formatCount, formatShare } from "./format-count";
import { formatBetween, formatCost, isUnpriced } from "./format-totals";
import { allTokens, inputTokens, type Totals } from "./measures";

/** What a value of a measure counts: femto-USD, things, or millionths of a whole. */
export type MeasureUnit = "usd" | "count" | "share";

/** A figure that totals have: a sum, which adds up over groups and time, or a ratio, which does not. */
export interface Measure {
  label: string;
  unit: MeasureUnit;
  isSum: boolean;
  /** In the unit; null where there is nothing to divide by, or where the cost is not known. */
  value(totals: Totals): bigint | null;
  /** For people; "–" for null. */
  text(totals: Totals, options?: { compact?: boolean }): string;
}

/** Names of the measures, in the order they are offered in. */
export const MEASURES = [
  "cost",
  "requests",
  "tokens",
  "input",
  "inputUncached",
  "cacheRead",
  "cacheWrite",
  "output",
  "reasoning",
  "cacheHitRate",
  "costPerRequest",
  "costPerMillionTokens",
  "tokensPerRequest",
  "unpricedRequests",
] as const;

/** Name of a measure. */
export type MeasureName = (typeof MEASURES)[number];

const MEASURE: Readonly<Record<MeasureName, Measure>> = {
  cost: { label: "Spend", unit: "usd", isSum: true, value: ({ cost }) => cost, text: formatCost },
  requests: sum("Requests", ({ requests }) => requests),
  tokens: sum("Tokens", allTokens),
  input: sum("Input tokens", inputTokens),
  inputUncached: sum("Uncached input tokens", ({ inputUncached }) => inputUncached),
  cacheRead: sum("Tokens read from cache", ({ cacheRead }) => cacheRead),
  cacheWrite: sum("Tokens written to cache", ({ cacheWrite }) => cacheWrite),
  output: sum("Output tokens", ({ output }) => output),
  reasoning: sum("Reasoning tokens", ({ reasoning }) => reasoning),
  cacheHitRate: ratio("Cache hit rate", "share", (totals) => [totals.cacheRead * MILLION, inputTokens(totals)]),
  costPerRequest: ratio("Spend per request", "usd", (totals) => [totals.cost, pricedRequests(totals)]),
  costPerMillionTokens: ratio("Spend per 1M tokens", "usd", (totals) => [
    totals.cost * MILLION,
    allTokens(totals) - totals.unpricedTokens,
  ]),
  tokensPerRequest: ratio("Tokens per request", "count", (totals) => [allTokens(totals), totals.requests]),
  unpricedRequests: sum("Unpriced requests", ({ unpricedRequests }) => unpricedRequests),
};

const MILLION = 1_000_000n;

/** The measure of a name. */
export function measureOf(name: MeasureName): Measure {
  return MEASURE[name];
}

/** Whether a text names a measure. */
export function isMeasureName(text: string | null): text is MeasureName {
  return (MEASURES as readonly (string | null)[]).includes(text);
}

/** A value of a unit for people. */
export function valueText(value: bigint, unit: MeasureUnit, options?: { compact?: boolean }): string {
  switch (unit) {
    case "usd":
      return formatUsd(value as FemtoUsd, options);
    case "count":
      return formatCount(value, options);
    case "share":
      return formatShare(Number(value) / 1_000_000);
  }
}

/** A value as a number to draw: dollars, things, or percent. Rounded, so for heights only. */
export function valueToDraw(value: bigint, unit: MeasureUnit): number {
  return unit === "usd" ? Number(value) / 1e15 : unit === "share" ? Number(value) / 10_000 : Number(value);
}

function pricedRequests({ requests, unpricedRequests }: Totals): bigint {
  return requests - unpricedRequests;
}

function sum(label: string, value: (totals: Totals) => bigint): Measure {
  return {
    label,
    unit: "count",
    isSum: true,
    value,
    text: (totals, options) => formatCount(value(totals), options),
  };
}

function ratio(label: string, unit: MeasureUnit, parts: (totals: Totals) => [bigint, bigint]): Measure {
  const value = (totals: Totals) => {
    const [part, whole] = parts(totals);
    // What has no price is not free.
    if (whole <= 0n || (unit === "usd" && isUnpriced(totals))) return null;
    return divideHalfEven(part, whole);
  };
  return {
    label,
    unit,
    isSum: false,
    value,
    text(totals, options) {
      const found = value(totals);
      if (found === null) return "–";
      if (unit !== "usd") return valueText(found, unit, options);
      const high = value({ ...totals, cost: totals.costHigh }) ?? found;
      return formatBetween(femtoUsd(found), femtoUsd(high), options);
    },
  };
}
