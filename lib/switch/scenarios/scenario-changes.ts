import { femtoUsd, parseUsd, usdString } from "@/lib/pricing/money";
import type { CountJson } from "../amounts-to-json";
import type { FitState } from "../fit";
import { type AppliedPriceJson, placeOf } from "./applied-prices";
import { wereLimitsOthers } from "./limits-since";
import type { ScenarioResultJson } from "./scenario-result";

/** An amount in exact USD at two times; where it is an interval, its lower bound. */
export interface AmountChangeJson {
  before: string;
  after: string;
  change: string;
}

/** A rate that was another before; several, separated by commas, where they changed within the period. */
export interface PriceChangeJson extends Omit<AppliedPriceJson, "rate" | "validFrom" | "source"> {
  before: string;
  after: string;
}

/** What is different between two runs of a scenario. */
export interface ScenarioChangesJson {
  /** When the earlier one was. */
  since: string;
  /** The period is another: it moves along with time, or the question was changed. */
  period: boolean;
  /** What the targets are held against is another. */
  limits: boolean;
  /** Something else of the question was changed. */
  question: boolean;
  requests: { before: CountJson; after: CountJson };
  baseline: AmountChangeJson;
  result: AmountChangeJson;
  /** Of the difference, which is negative where something is saved. */
  difference: AmountChangeJson;
  fit: { before: FitState; after: FitState };
  requestsThatDoNotFit: { before: number; after: number };
  prices: PriceChangeJson[];
}

/** A run as it is compared. */
export interface ComparedRun {
  ranAt: Date;
  question: unknown;
  result: ScenarioResultJson;
}

/** What changed from an earlier run of a scenario to a later one. */
export function scenarioChanges(before: ComparedRun, after: ComparedRun): ScenarioChangesJson {
  const [was, is] = [before.result, after.result];
  return {
    since: before.ranAt.toISOString(),
    period: was.from !== is.from || was.to !== is.to,
    limits: wereLimitsOthers(was, is),
    question: withoutPeriod(before.question) !== withoutPeriod(after.question),
    requests: { before: was.requests, after: is.requests },
    baseline: amountChange(was.baseline.cost, is.baseline.cost),
    result: amountChange(was.result.cost, is.result.cost),
    difference: amountChange(was.difference.cost, is.difference.cost),
    fit: { before: was.fit, after: is.fit },
    requestsThatDoNotFit: { before: was.requestsThatDoNotFit, after: is.requestsThatDoNotFit },
    prices: priceChanges(was.prices, is.prices),
  };
}

function amountChange(before: string, after: string): AmountChangeJson {
  return { before, after, change: usdString(femtoUsd(parseUsd(after) - parseUsd(before))) };
}

/** Keys in a fixed order, since a database may keep them in another than they were sent in. */
function withoutPeriod(question: unknown): string {
  const { from: _from, to: _to, range: _range, ...rest } = question as Record<string, unknown>;
  return JSON.stringify(rest, (_, value) =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
}

/**
 * Rates of one place are compared together: a period may have two of them, before and after a change of prices. What
 * only one of the runs had traffic for says nothing about prices.
 */
function priceChanges(before: readonly AppliedPriceJson[], after: readonly AppliedPriceJson[]): PriceChangeJson[] {
  const [was, is] = [byPlace(before), byPlace(after)];
  return [...is].flatMap(([place, now]): PriceChangeJson[] => {
    const old = was.get(place);
    const [first] = now;
    if (!old || !first || ratesOf(old) === ratesOf(now)) return [];
    const { rate: _rate, validFrom: _validFrom, source: _source, ...rest } = first;
    return [{ ...rest, before: ratesOf(old), after: ratesOf(now) }];
  });
}

function byPlace(prices: readonly AppliedPriceJson[]): Map<string, AppliedPriceJson[]> {
  const byPlace = new Map<string, AppliedPriceJson[]>();
  for (const price of prices) {
    const place = placeOf(price);
    byPlace.set(place, [...(byPlace.get(place) ?? []), price]);
  }
  return byPlace;
}

function ratesOf(prices: readonly AppliedPriceJson[]): string {
  return [...new Set(prices.map(({ rate }) => rate))].join(", ");
}
