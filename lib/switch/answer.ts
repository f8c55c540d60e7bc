import type { ModelLimits } from "@/lib/catalogue/model-limits";
import { catalogueId } from "@/lib/catalogue/resolve-model";
import type { MatchedModel } from "@/lib/pricing/match-model";
import type { PriceBook } from "@/lib/pricing/price-book";
import { instantFromDate } from "@/lib/usage/instant";
import { assumptionsFor } from "./assumptions";
import { type BreakEvens, breakEvens } from "./break-even";
import { type CheckedLimits, checkedLimits } from "./checked-limits";
import { addParts, noCost } from "./cost-parts";
import { type Estimate, estimateOf, type LeverSums } from "./estimate";
import { greatestOf, leastOf } from "./extremes";
import { checkFit, type Fit, type FitQuestion, worst } from "./fit";
import { type Headroom, headroomOf } from "./headroom";
import { headroomChecks } from "./headroom-checks";
import { isPoint, SAME_TOKENS } from "./levers";
import { minuteLoads } from "./minute-load";
import type { MoveCosts, MovedCosts } from "./moved-costs";
import { movedSizes } from "./moved-sizes";
import { offersTier } from "./offered-tiers";
import { type Candidate, type RankedModel, rankModels } from "./ranking";
import { rankingTraffic } from "./ranking-traffic";
import type { AppliedRates } from "./receipts-now";
import { repriceTraffic } from "./reprice-traffic";
import { isModel } from "./selection";
import { roundDivide } from "./share";
import { TrafficSizes } from "./size-counts";
import { allowancesOf } from "./size-limits";
import { type ResolvedMove, type Split, splitsOf } from "./splits";
import type { Move, OwnLimits, SwitchQuestion } from "./switch-question";
import type { SwitchTraffic } from "./switch-traffic";
import { lastPriceInstant, type TrafficShape } from "./traffic-shape";

/** One move with what it does and whether it fits. */
export interface MoveAnswer {
  resolved: ResolvedMove;
  costs: MoveCosts;
  /** What assumptions are made about, by origin. */
  levers: readonly LeverSums[];
  estimate: Estimate;
  /** Null where costs are bounds or traffic is unpriced: then there is no closed form. */
  breakEvens: BreakEvens | null;
  fit: Fit;
}

/** The answer to a what-if. Amounts of moved traffic are in millionths (see share.ts). */
export interface SwitchAnswer {
  question: SwitchQuestion;
  askedAt: Date;
  costs: MovedCosts;
  shape: TrafficShape;
  moves: readonly MoveAnswer[];
  headroom: readonly Headroom[];
  /** What each target is held against. */
  rateLimits: readonly { target: MatchedModel; limits: CheckedLimits }[];
  ranking: readonly RankedModel[];
}

/** Where traffic goes, and how much of it. */
export interface Goal {
  target: MatchedModel;
  move: Pick<Move, "share" | "toServiceTier">;
}

/** What an answer is made from. */
export interface SwitchInput {
  book: PriceBook;
  question: SwitchQuestion;
  moves: readonly ResolvedMove[];
  candidates: readonly Candidate[];
  limitsOf: (target: MatchedModel) => ModelLimits;
  /** Limits of the organisation's own on a model. */
  ownLimitsOf: (target: MatchedModel) => readonly OwnLimits[];
  shape: TrafficShape;
  traffic: SwitchTraffic;
  /** Rate cards that were kept with records, by number. */
  appliedRates: AppliedRates;
  askedAt: Date;
}

/** What a what-if comes to before anything is assumed: the same wherever its levers stand. */
export interface LeverlessSums {
  costs: MovedCosts;
  headroom: readonly Headroom[];
}

/** All that an answer needs of the traffic; outputs are counted by the sizes at which a lever's factor reaches a limit. */
export interface SwitchSums extends LeverlessSums {
  /** By split. */
  sizes: readonly TrafficSizes[];
}

/**
 * Goes over the traffic of a what-if for what it costs and fills.
 * @throws UnanswerableSwitch when moves of the same traffic take more than all of it.
 */
export function leverlessSumsOf(input: SwitchInput): LeverlessSums {
  const { appliedRates, book, moves, question, shape, traffic } = input;
  const { contexts } = shape.costs;
  const { prices } = question;
  return {
    costs: repriceTraffic({ book, moves, prices, contexts, days: shape.days, appliedRates }, traffic),
    headroom: headroomOfTargets(input),
  };
}

/**
 * Goes over the traffic of a what-if for how large its requests are.
 * @throws UnanswerableSwitch when moves of the same traffic take more than all of it.
 */
export function sizesOf({ book, moves, traffic, shape }: SwitchInput): TrafficSizes[] {
  return movedSizes(book, splitsOf(moves), traffic, shape.sizes);
}

function sumsOf(input: SwitchInput): SwitchSums {
  return { ...leverlessSumsOf(input), sizes: sizesOf(input) };
}

/**
 * Answers a what-if, from its sums where they are known.
 * @throws UnanswerableSwitch when moves of the same traffic take more than all of it.
 */
export function answerSwitch(input: SwitchInput, sums: SwitchSums = sumsOf(input)): SwitchAnswer {
  const { costs, headroom, sizes } = sums;
  const { askedAt, moves, question, shape } = input;
  const splits = splitsOf(moves);
  const answers = moves.map((resolved, index): MoveAnswer => {
    const ofMove = costs.moves[index] as MoveCosts;
    const levers = leverSums(resolved, ofMove, question);
    const ofSplit = sizes[splits.findIndex((split) => split.moves.includes(index))] ?? new TrafficSizes(shape.sizes);
    return {
      resolved,
      costs: ofMove,
      levers,
      estimate: moveEstimate(ofMove, levers),
      breakEvens: moveBreakEvens(ofMove),
      fit: moveFit(input, resolved, ofSplit, levers, headroom),
    };
  });
  const ranking = question.rankingLimit === 0 ? [] : rankingOf(input, splits, sizes);
  const rateLimits = headroom.map(({ target }) => ({ target, limits: limitsChecked(input, target) }));
  return { question, askedAt, costs, shape, moves: answers, headroom, rateLimits, ranking };
}

/** Whether everything fits. */
export function fitOf(moves: readonly MoveAnswer[]): Fit["state"] {
  return worst(moves.map(({ fit }) => fit.state));
}

/** What is assumed of a move's traffic, by origin. */
export function leverSums(
  { move, target }: Goal,
  { origins }: Pick<MoveCosts, "origins">,
  question: SwitchQuestion,
): LeverSums[] {
  const days = (question.to.getTime() - question.from.getTime()) / 86_400_000;
  return origins.map(({ origin, low, high, baseline, input, cacheRead }) => {
    const hitRate = input === 0n ? 0n : roundDivide(cacheRead * 1000n, input);
    const hasReasoning = high.reasoning > 0n;
    const switched = { origin, target, share: move.share, hasReasoning, hitRate, days };
    const assumptions = assumptionsFor(switched, question.levers);
    return { low, high, baseline, assumptions };
  });
}

function moveEstimate({ kept }: MoveCosts, levers: readonly LeverSums[]): Estimate {
  const sum = { low: kept.low, expected: (kept.low + kept.high) / 2n, high: kept.high };
  for (const estimate of levers.map(estimateOf)) {
    sum.low += estimate.low;
    sum.expected += estimate.expected;
    sum.high += estimate.high;
  }
  return sum;
}

function moveBreakEvens({ sums, origins, unpriced }: MoveCosts): BreakEvens | null {
  const isExact = origins.every(({ isComparable }) => isComparable) && unpriced.size === 0;
  const isPointwise = sums.result.low === sums.result.high && sums.baseline.low === sums.baseline.high;
  if (origins.length === 0 || !isExact || !isPointwise) return null;
  const there = noCost();
  let [baseline, cacheRead, allInput] = [0n, 0n, 0n];
  for (const origin of origins) {
    addParts(there, origin.low, 1n);
    baseline += origin.baseline.low;
    cacheRead += origin.cacheRead;
    allInput += origin.input;
  }
  return breakEvens({ baseline, there, cacheRead, allInput });
}

/** What the single requests of a move are checked against. */
export function fitQuestion(
  input: Pick<SwitchInput, "book" | "question" | "limitsOf" | "ownLimitsOf">,
  { move, target }: Goal,
  levers: readonly LeverSums[],
): FitQuestion {
  const { book, question, limitsOf } = input;
  const at = question.prices.kind === "fixed" ? question.prices.at : instantFromDate(question.from);
  const limits = limitsOf(target);
  return {
    limits,
    allowances: allowancesOf(limits.rateLimits, limitsChecked(input, target)),
    outputFactor: outputBand(levers),
    offersTier: (tier) => offersTier(book, target, tier, at),
    toServiceTier: move.toServiceTier,
  };
}

type Limited = Pick<SwitchInput, "question" | "ownLimitsOf">;

/** The rate limits a target is checked against. */
export function limitsChecked({ question, ownLimitsOf }: Limited, target: MatchedModel): CheckedLimits {
  return checkedLimits(question, ownLimitsOf(target), target.seller);
}

function moveFit(
  input: SwitchInput,
  resolved: ResolvedMove,
  sizes: TrafficSizes,
  levers: readonly LeverSums[],
  headroom: readonly Headroom[],
): Fit {
  const fit = checkFit(sizes, fitQuestion(input, resolved, levers));
  const room = headroom.find((one) => isModel(one.target, resolved.target));
  const { tier } = limitsChecked(input, resolved.target);
  const further = room && tier !== null && sizes.all.records > 0 ? headroomChecks(room, tier) : [];
  const checks = [...fit.checks, ...further];
  return { ...fit, state: worst(checks.map(({ state }) => state)), checks };
}

/** How much output grows: the widest of the bands that origins have; null where it stays as it is, or nobody knows. */
function outputBand(levers: readonly LeverSums[]) {
  const bands = levers.flatMap(({ assumptions }) => assumptions.find(({ lever }) => lever === "output")?.band ?? []);
  const grown = bands.filter((band) => !isPoint(band) || band.expected !== SAME_TOKENS.output);
  if (grown.length === 0) return null;
  return {
    low: leastOf(bands.map(({ low }) => low)),
    expected: greatestOf(bands.map(({ expected }) => expected)),
    high: greatestOf(bands.map(({ high }) => high)),
  };
}

function headroomOfTargets(input: SwitchInput): Headroom[] {
  const { moves } = input;
  const targets = moves
    .map(({ target }) => target)
    .filter((target, index, all) => all.findIndex((other) => isModel(other, target)) === index);
  return targets.map((target) => {
    const { loads, groups, own } = targetLoads(input, moves, target);
    return headroomOf(target, loads, groups, own);
  });
}

/** What runs on a target with some moves, minute by minute, and the limits it is held against. */
export function targetLoads(input: SwitchInput, moves: readonly ResolvedMove[], target: MatchedModel) {
  const { book, question, shape, traffic, limitsOf, ownLimitsOf } = input;
  const own = ownLimitsOf(target);
  const groups = limitsOf(target).rateLimits;
  const thresholds = [...groups, ...own].flatMap(({ abovePromptTokens }) => abovePromptTokens ?? []);
  const { from, to } = question;
  const asked = { book, moves, splits: splitsOf(moves), from, to, long: shape.long };
  return { loads: minuteLoads(asked, traffic, target, [...new Set(thresholds)]), groups, own };
}

function rankingOf(input: SwitchInput, splits: readonly Split[], sizes: readonly TrafficSizes[]) {
  const { book, question, moves, candidates, shape, traffic } = input;
  const { contexts } = shape.costs;
  const { prices } = question;
  const tiers = new Set(moves.map(({ move }) => move.toServiceTier));
  return rankModels(book, candidates, {
    rows: rankingTraffic({ book, moves, splits, prices, contexts }, traffic),
    sizes: sizes.length === 1 ? (sizes[0] as TrafficSizes) : TrafficSizes.together(shape.sizes, sizes),
    from: instantFromDate(question.from),
    to: lastPriceInstant(question.to),
    prices,
    contexts,
    allowancesOf: ({ match, limits }) => allowancesOf(limits.rateLimits, limitsChecked(input, match)),
    toServiceTier: tiers.size === 1 ? ([...tiers][0] ?? null) : null,
  });
}

/** Whether an id of the catalogue is the target of a move. */
export function isTarget(id: string, moves: readonly MoveAnswer[]): boolean {
  return moves.some(({ resolved }) => catalogueId(resolved.target) === id);
}
