import { type FemtoUsd, femtoUsd } from "@/lib/pricing/money";
import { countToJson, coverageOf, NO_TOTALS, type Totals, totalsToJson } from "@/lib/spend/measures";
import { dateIn, nextBucket, startOfDay } from "@/lib/spend/period";
import {
  type CostJson,
  type CountJson,
  cost,
  costOf,
  type DifferenceJson,
  differenceTo,
  type EstimateJson,
  estimateJson,
  percent,
  type UnpricedJson,
  usd,
} from "./amounts-to-json";
import { fitOf, type SwitchAnswer } from "./answer";
import type { Assignment } from "./assignment/assignment";
import { type AssignmentJson, assignmentToJson } from "./assignment/assignment-to-json";
import { leverParts, tornado } from "./attribution";
import type { BestSplit } from "./best-split/best-split";
import { type BestSplitJson, bestSplitToJson } from "./best-split/best-split-to-json";
import { type CheckedLimitsJson, checkedLimitsToJson } from "./checked-limits";
import { differenceOf, type Estimate } from "./estimate";
import { greatestOf } from "./extremes";
import type { FitState } from "./fit";
import type { EvidenceJson } from "./fit-to-json";
import { type HeadroomJson, headroomToJson } from "./headroom-to-json";
import { LEVERS, type Lever } from "./levers";
import { type MoveJson, moveToJson } from "./move-to-json";
import type { ModelSlice, SliceCosts } from "./moved-costs";
import { type MovedSums, noMovedSums } from "./moved-sums";
import { type RankingJson, rankingToJson } from "./ranking-to-json";
import { countOf, moneyOf, roundDivide, WHOLE } from "./share";

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

/** A project, or a model: what it costs now and with the switch. */
export interface SliceJson {
  baseline: CostJson;
  result: CostJson;
}

/** How the expected difference comes about; parts add up to the whole. */
export interface AttributionJson {
  total: string;
  /** What the prices of each move do, with the same tokens. */
  moves: string[];
  levers: { lever: Lever; cost: string }[];
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
  /** The difference as it may turn out. */
  estimatedDifference: EstimateJson & { percent: number | null };
  /** The differences scaled to a month of 30.4375 days. */
  perMonth: { days: number; difference: CostJson; estimatedDifference: EstimateJson };
  tornado: { lever: Lever; atLow: string; atHigh: string }[];
  attribution: AttributionJson;
  fit: FitState;
  series: SwitchDayJson[];
  byModel: (SliceJson & { model: string; requests: { now: CountJson; there: CountJson } })[];
  byProject: (SliceJson & { project: string | null })[];
  moves: MoveJson[];
  headroom: HeadroomJson[];
  /** The rate limits that each model something is moved to is held against, and who states them. */
  rateLimits: CheckedLimitsJson[];
  ranking: RankingJson;
  /** Where it is asked for. */
  bestSplit?: BestSplitJson;
  /** Where it is asked for. */
  bestAssignment?: AssignmentJson;
}

/** Lists by model and by project have at most so many lines: those that cost most. */
const MOST_SLICES = 500;

/** Writes the answer to a what-if for the wire, with records that do not fit by "move check" (their places). */
export function switchAnswerToJson({
  answer,
  evidence,
  bestSplit = null,
  assignment = null,
}: {
  answer: SwitchAnswer;
  evidence: ReadonlyMap<string, readonly EvidenceJson[]>;
  bestSplit?: BestSplit | null;
  assignment?: Assignment | null;
}): SwitchAnswerJson {
  const { question, costs, moves } = answer;
  const { totals, moved } = costs;
  const result = resultOf(totals, moved);
  const estimated = estimatedDifference(answer);
  return {
    from: question.from.toISOString(),
    to: question.to.toISOString(),
    tz: question.timeZone,
    baseline: { totals: totalsToJson(totals), coverage: coverageOf(totals) },
    result: {
      ...cost(result.low, result.high),
      unpriced: {
        requests: countToJson(
          countOf(totals.unpricedRequests * WHOLE + moved.unpricedRequestsThere - moved.unpricedRequestsNow),
        ),
        tokens: countToJson(
          countOf(totals.unpricedTokens * WHOLE + moved.unpricedTokensThere - moved.unpricedTokensNow),
        ),
      },
    },
    difference: differenceTo({ low: totals.cost * WHOLE, high: totals.costHigh * WHOLE }, moved.difference),
    estimate: wholeEstimate(answer),
    estimatedDifference: {
      ...estimateJson(estimated),
      // What is expected lies halfway between bounds, and so does what it is a difference to.
      percent: percent(2n * moneyOf(estimated.expected), totals.cost + totals.costHigh),
    },
    perMonth: perMonth(answer, estimated),
    tornado: tornado(moves.flatMap(({ levers }) => levers)).map(({ lever, atLow, atHigh }) => ({
      lever,
      atLow: usd(atLow),
      atHigh: usd(atHigh),
    })),
    attribution: attributionJson(answer, estimated),
    fit: fitOf(moves),
    series: seriesJson(answer),
    byModel: byModelJson(costs.models),
    byProject: byProjectJson(costs.projects),
    moves: moves.map((move, index) => moveToJson(move, (check) => evidence.get(`${index} ${check}`) ?? [])),
    headroom: answer.headroom.map(headroomToJson),
    rateLimits: answer.rateLimits.map(({ target, limits }) => checkedLimitsToJson(target, limits)),
    ranking: rankingToJson(answer),
    ...(bestSplit && { bestSplit: bestSplitToJson(bestSplit) }),
    ...(assignment && { bestAssignment: assignmentToJson(assignment) }),
  };
}

/** Everything in scope after the moves: what stays, and what is moved at the price there; rounded once. */
function resultOf(totals: Totals, moved: MovedSums): { low: FemtoUsd; high: FemtoUsd } {
  return {
    low: moneyOf(totals.cost * WHOLE + moved.result.low - moved.baseline.low),
    high: moneyOf(totals.costHigh * WHOLE + moved.result.high - moved.baseline.high),
  };
}

function costOfResult(totals: Totals, moved: MovedSums): CostJson {
  const { low, high } = resultOf(totals, moved);
  return cost(low, high);
}

/** All spend in scope with the switch, as it may turn out; traffic that stays grows too. */
function wholeEstimate({ costs, moves, question }: SwitchAnswer): EstimateJson {
  const stays = costs.totals.cost * WHOLE - costs.moved.baseline.low;
  const growth = question.levers.growthFactor;
  const at = (name: keyof Estimate) =>
    moves.reduce(
      (sum, { estimate }) => sum + estimate[name],
      growth ? roundDivide(stays * growth[name], 1000n) : stays,
    );
  return estimateJson({ low: at("low"), expected: at("expected"), high: at("high") });
}

/** Over all moves, of traffic that is priced both now and there. */
function estimatedDifference({ moves }: SwitchAnswer): Estimate {
  const sum = { low: 0n, expected: 0n, high: 0n };
  for (const estimate of comparableLevers(moves).map(differenceOf)) {
    sum.low += estimate.low;
    sum.expected += estimate.expected;
    sum.high += estimate.high;
  }
  return sum;
}

function comparableLevers(moves: SwitchAnswer["moves"]) {
  return moves.flatMap(({ levers, costs }) => levers.filter((_, index) => costs.origins[index]?.isComparable));
}

const MONTH_MS = 30.4375 * 86_400_000;

/** Of the time there is traffic of: from its first day until now, or the period's end. */
function perMonth({ costs, question, askedAt }: SwitchAnswer, estimated: Estimate): SwitchAnswerJson["perMonth"] {
  const first = Math.min(...costs.days.keys(), question.to.getTime());
  const start = Math.max(first, question.from.getTime());
  const end = Math.max(start + 1, Math.min(question.to.getTime(), askedAt.getTime()));
  const scaled = (amount: bigint) => roundDivide(amount * BigInt(MONTH_MS), BigInt(end - start));
  const { low, high } = costs.moved.difference;
  return {
    days: (end - start) / 86_400_000,
    difference: costOf({ low: scaled(low), high: scaled(high) }),
    estimatedDifference: estimateJson({
      low: scaled(estimated.low),
      expected: scaled(estimated.expected),
      high: scaled(estimated.high),
    }),
  };
}

/** What is left to round is given to the first part, so that decimals add up as the amounts do. */
function attributionJson({ moves }: SwitchAnswer, estimated: Estimate): AttributionJson {
  const parts = leverParts(comparableLevers(moves));
  const prices = moves.map(({ costs }) => (costs.sums.difference.low + costs.sums.difference.high) / 2n);
  const total = moneyOf(estimated.expected);
  const levers = LEVERS.filter((lever) => parts[lever] !== 0n).map((lever) => ({ lever, cost: moneyOf(parts[lever]) }));
  const amounts = prices.map(moneyOf);
  const sum = [...amounts, ...levers.map((lever) => lever.cost)].reduce((all, amount) => all + amount, 0n);
  if (amounts[0] !== undefined) amounts[0] = femtoUsd(amounts[0] + total - sum);
  const text = (amount: FemtoUsd) => usd(amount * WHOLE);
  return {
    total: text(total),
    moves: amounts.map(text),
    levers: levers.map(({ lever, cost: amount }) => ({ lever, cost: text(amount) })),
  };
}

function seriesJson({ costs, shape: { days }, question, askedAt }: SwitchAnswer): SwitchDayJson[] {
  return days.map((start, index) => {
    const begin = new Date(start);
    const next = nextDay(begin, days[index + 1], question.timeZone);
    const end = new Date(Math.min(next, question.to.getTime()));
    const isCut = next > question.to.getTime() || startOfDay(begin, question.timeZone) < begin;
    const { totals, moved } = costs.days.get(start) ?? NOTHING;
    return {
      date: dateIn(begin, question.timeZone),
      start: begin.toISOString(),
      end: end.toISOString(),
      partial: isCut || end > askedAt,
      baseline: cost(totals.cost, totals.costHigh),
      result: costOfResult(totals, moved),
      difference: costOf(moved.difference),
    };
  });
}

const NOTHING: SliceCosts = { totals: NO_TOTALS, moved: noMovedSums() };

function nextDay(start: Date, next: number | undefined, timeZone: string): number {
  return next ?? nextBucket(start, "day", timeZone).getTime();
}

function byModelJson(models: ReadonlyMap<string, ModelSlice>): SwitchAnswerJson["byModel"] {
  return [...models]
    .sort(([, a], [, b]) => Number(largest(b) - largest(a)))
    .slice(0, MOST_SLICES)
    .map(([model, slice]) => ({
      model,
      baseline: costOf(slice.now),
      result: costOf(slice.there),
      requests: { now: countToJson(countOf(slice.requestsNow)), there: countToJson(countOf(slice.requestsThere)) },
    }));
}

function largest({ now, there }: ModelSlice): bigint {
  return greatestOf([now.high, there.high]);
}

function byProjectJson(projects: ReadonlyMap<string | null, SliceCosts>): SwitchAnswerJson["byProject"] {
  return [...projects]
    .sort(([, a], [, b]) => Number(b.totals.cost - a.totals.cost))
    .slice(0, MOST_SLICES)
    .map(([project, { totals, moved }]) => ({
      project,
      baseline: cost(totals.cost, totals.costHigh),
      result: costOfResult(totals, moved),
    }));
}
