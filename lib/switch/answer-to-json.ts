import { catalogueId } from "@/lib/catalogue/resolve-model";
import { type FemtoUsd, femtoUsd, usdString } from "@/lib/pricing/money";
import { countToJson, coverageOf, type Totals, totalsToJson } from "@/lib/spend/measures";
import { dateIn } from "@/lib/spend/period";
import type { MoveAnswer, SwitchAnswer } from "./answer";
import type { Fit, FitCheck, FitCounts } from "./fit";
import type { Band } from "./levers";
import type { Bounds, Estimate, MovedSums } from "./move-result";
import type { RankedModel } from "./ranking";
import { countOf, moneyOf } from "./share";

/** A count: a number, or a decimal string beyond 2^53. */
export type CountJson = number | string;

/** An amount in exact decimal USD; `costHigh` where aggregates leave an interval, of which `cost` is the lower bound. */
export interface CostJson {
  cost: string;
  costHigh?: string;
}

/** A difference: what is saved is negative. Percent of what it is a difference to; null of nothing. */
export interface DifferenceJson extends CostJson {
  percent: number | null;
}

/** Usage without a price. */
export interface UnpricedJson {
  requests: CountJson;
  tokens: CountJson;
}

/** Requests or records by state. */
export type CountsJson = Record<keyof FitCounts, CountJson>;

/** Fit with its evidence. */
export interface FitJson {
  state: Fit["state"];
  checks: (Pick<FitCheck, "check" | "state" | "limit" | "of" | "largest"> & {
    requests: CountsJson;
    records: CountsJson;
  })[];
}

/** What a switch may cost with what it changes; USD. */
export interface EstimateJson {
  low: string;
  expected: string;
  high: string;
}

/** One move. */
export interface MoveJson {
  fromModel: string | null;
  toModel: { id: string; provider: string; model: string; rule: string };
  share: number;
  where: MoveAnswer["resolved"]["move"]["where"];
  requests: CountJson;
  /** Requests of aggregates that may be on both sides of `where`: they stay. */
  undecidedRequests: CountJson;
  /** Of all the traffic, not cut to the share. */
  tokens: Record<"input" | "cacheRead" | "cacheWrite" | "output" | "reasoning", CountJson>;
  baseline: CostJson;
  result: CostJson;
  difference: DifferenceJson;
  unpriced: { now: UnpricedJson; there: UnpricedJson; reasons: { reason: string; records: CountJson }[] };
  estimate: EstimateJson & {
    assumptions: {
      lever: string;
      band: { low: number; expected: number; high: number } | null;
      text: string;
      source: string | null;
    }[];
  };
  breakEvens: MoveAnswer["result"]["breakEvens"];
  fit: FitJson;
}

/** One day of everything in scope. */
export interface SwitchDayJson {
  date: string;
  start: string;
  end: string;
  partial: boolean;
  baseline: CostJson;
  result: CostJson;
  difference: CostJson;
}

/** A model of the ranking. `rank` is null where some of the traffic has no price. */
export interface RankedModelJson extends CostJson {
  rank: number | null;
  id: string;
  name: string;
  provider: string;
  difference: DifferenceJson;
  unpriced: UnpricedJson;
  fit: Fit["state"];
  requestsThatDoNotFit: CountJson;
  isCurrent: boolean;
  isTarget: boolean;
}

/** The answer of POST /api/v1/switch. */
export interface SwitchAnswerJson {
  from: string;
  to: string;
  tz: string;
  baseline: { totals: ReturnType<typeof totalsToJson>; coverage: ReturnType<typeof coverageOf> };
  result: CostJson & { unpriced: UnpricedJson };
  /** Of the traffic that is priced both now and on its target. */
  difference: DifferenceJson;
  estimate: EstimateJson;
  fit: Fit["state"];
  series: SwitchDayJson[];
  moves: MoveJson[];
  /** What the moved traffic would cost on every model. */
  ranking: { baseline: CostJson; total: number; models: RankedModelJson[] };
}

/** Writes the answer to a what-if for the wire. */
export function switchAnswerToJson(answer: SwitchAnswer): SwitchAnswerJson {
  const { question, totals, moved, moves } = answer;
  const result = resultOf(totals, moved);
  return {
    from: question.from.toISOString(),
    to: question.to.toISOString(),
    tz: question.timeZone,
    baseline: { totals: totalsToJson(totals), coverage: coverageOf(totals) },
    result: {
      ...cost(result.low, result.high),
      unpriced: {
        requests: countToJson(
          totals.unpricedRequests + countOf(moved.unpricedRequestsThere - moved.unpricedRequestsNow),
        ),
        tokens: countToJson(totals.unpricedTokens + countOf(moved.unpricedTokensThere - moved.unpricedTokensNow)),
      },
    },
    difference: { ...costOf(moved.difference), percent: percent(moneyOf(moved.difference.low), totals.cost) },
    estimate: wholeEstimate(answer, result.low),
    fit: worstFit(moves),
    series: answer.days.map((day) => ({
      date: dateIn(day.start, question.timeZone),
      start: day.start.toISOString(),
      end: day.end.toISOString(),
      partial: day.partial,
      baseline: cost(day.totals.cost, day.totals.costHigh),
      result: costOfResult(day.totals, day.moved),
      difference: costOf(day.moved.difference),
    })),
    moves: moves.map(moveToJson),
    ranking: {
      baseline: costOf(moved.baseline),
      total: answer.ranking.length,
      models: listed(answer).map((model) => rankedToJson(model, answer)),
    },
  };
}

/** Everything in scope after the moves: what stays, and what is moved at the price there. */
function resultOf(totals: Totals, moved: MovedSums): { low: FemtoUsd; high: FemtoUsd } {
  return {
    low: femtoUsd(totals.cost + moneyOf(moved.result.low - moved.baseline.low)),
    high: femtoUsd(totals.costHigh + moneyOf(moved.result.high - moved.baseline.high)),
  };
}

function costOfResult(totals: Totals, moved: MovedSums): CostJson {
  const { low, high } = resultOf(totals, moved);
  return cost(low, high);
}

function cost(low: FemtoUsd, high: FemtoUsd): CostJson {
  return { cost: usdString(low), ...(high > low ? { costHigh: usdString(high) } : {}) };
}

function costOf(bounds: Bounds): CostJson {
  return cost(moneyOf(bounds.low), moneyOf(bounds.high));
}

/** Percent to two decimals. */
function percent(part: bigint, whole: bigint): number | null {
  return whole === 0n ? null : Number((part * 10_000n) / whole) / 100;
}

function wholeEstimate({ moves }: SwitchAnswer, resultLow: FemtoUsd): EstimateJson {
  const change = (name: keyof Omit<Estimate, "assumptions">) =>
    moves.reduce((sum, { result }) => sum + result.estimate[name] - result.sums.result.low, 0n);
  const at = (name: keyof Omit<Estimate, "assumptions">) => usdString(femtoUsd(resultLow + moneyOf(change(name))));
  return { low: at("low"), expected: at("expected"), high: at("high") };
}

function worstFit(moves: readonly MoveAnswer[]): Fit["state"] {
  const states = moves.map(({ fit }) => fit.state);
  return states.includes("doesNotFit") ? "doesNotFit" : states.includes("unknown") ? "unknown" : "fits";
}

function moveToJson({ resolved, result, fit, undecided }: MoveAnswer): MoveJson {
  const { move, target } = resolved;
  const { sums, tokens } = result;
  const count = (name: keyof typeof tokens) => countToJson(tokens[name]);
  const estimate = (amount: bigint) => usdString(moneyOf(amount));
  return {
    fromModel: move.fromModel,
    toModel: { id: catalogueId(target), provider: target.seller, model: target.model, rule: target.rule },
    share: Number(move.share) / 1_000_000,
    where: move.where,
    requests: countToJson(countOf(sums.requests)),
    undecidedRequests: countToJson(undecided),
    tokens: {
      input: count("input"),
      cacheRead: count("cacheRead"),
      cacheWrite: count("cacheWrite"),
      output: count("output"),
      reasoning: count("reasoning"),
    },
    baseline: costOf(sums.baseline),
    result: costOf(sums.result),
    difference: { ...costOf(sums.difference), percent: percent(sums.difference.low, sums.comparable.low) },
    unpriced: {
      now: unpriced(sums.unpricedRequestsNow, sums.unpricedTokensNow),
      there: unpricedThere(sums),
      reasons: [...result.unpriced].map(([reason, records]) => ({ reason, records: countToJson(records) })),
    },
    estimate: {
      low: estimate(result.estimate.low),
      expected: estimate(result.estimate.expected),
      high: estimate(result.estimate.high),
      assumptions: result.estimate.assumptions.map(({ lever, band, text, source }) => ({
        lever,
        band: band && factors(band),
        text,
        source,
      })),
    },
    breakEvens: result.breakEvens,
    fit: fitToJson(fit),
  };
}

function unpriced(requests: bigint, tokens: bigint): UnpricedJson {
  return { requests: countToJson(countOf(requests)), tokens: countToJson(countOf(tokens)) };
}

function unpricedThere(sums: MovedSums): UnpricedJson {
  return unpriced(sums.unpricedRequestsThere, sums.unpricedTokensThere);
}

function factors({ low, expected, high }: Band) {
  return { low: Number(low) / 1000, expected: Number(expected) / 1000, high: Number(high) / 1000 };
}

function fitToJson({ state, checks }: Fit): FitJson {
  return {
    state,
    checks: checks.map(({ requests, records, ...check }) => ({
      ...check,
      requests: countsToJson(requests),
      records: countsToJson(records),
    })),
  };
}

function countsToJson({ fits, doesNotFit, unknown }: FitCounts): CountsJson {
  return { fits: countToJson(fits), doesNotFit: countToJson(doesNotFit), unknown: countToJson(unknown) };
}

/** The cheapest, and in any case the models in use and the targets. */
function listed({ ranking, question, moves }: SwitchAnswer): RankedModel[] {
  return ranking.filter((model, index) => index < question.rankingLimit || model.isCurrent || isTarget(model, moves));
}

function isTarget({ id }: RankedModel, moves: readonly MoveAnswer[]): boolean {
  return moves.some(({ resolved }) => catalogueId(resolved.target) === id);
}

function rankedToJson(model: RankedModel, { moves }: SwitchAnswer): RankedModelJson {
  const { rank, id, name, provider, sums, fit, misfits, isCurrent } = model;
  return {
    ...{ rank, id, name, provider },
    ...costOf(sums.result),
    difference: { ...costOf(sums.difference), percent: percent(sums.difference.low, sums.comparable.low) },
    unpriced: unpricedThere(sums),
    fit,
    requestsThatDoNotFit: countToJson(misfits),
    isCurrent,
    isTarget: isTarget(model, moves),
  };
}
