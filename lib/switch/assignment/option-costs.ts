import { catalogueId } from "@/lib/catalogue/resolve-model";
import type { UnpricedReason } from "@/lib/pricing/price";
import { fitQuestion, leverSums, type SwitchInput } from "../answer";
import { addParts, noCost } from "../cost-parts";
import { bandsOf, differenceOf, type Estimate, scaledDifference, valuesOf } from "../estimate";
import { checkFit, type FitState } from "../fit";
import type { OriginSums } from "../moved-costs";
import { addBounds, addTraffic, type MovedSums, noBounds, noMovedSums } from "../moved-sums";
import type { RankedRow } from "../ranked-rows";
import type { Candidate } from "../ranking";
import { boundsOfPrice, RowPricer } from "../row-pricer";
import { isModel } from "../selection";
import { WHOLE } from "../share";
import type { TrafficSizes } from "../size-counts";

/** What sending a segment to a model comes to. Amounts in millionths. */
export interface SegmentOption {
  sums: MovedSums;
  /** The expected difference, doubled and scaled: exact, and in proportion to traffic (see scaledDifference). */
  scaled: bigint;
  difference: Estimate;
  fit: FitState;
  /** Requests that are proven not to fit: of the check that most fail. */
  misfits: number;
  /** Why some of it has no price there; null where all has. */
  unpriced: UnpricedReason | null;
}

const GOAL = { share: WHOLE, toServiceTier: null };

/** Prices a segment on a model and checks whether its requests fit there. */
export function segmentOption(
  input: SwitchInput,
  rows: readonly RankedRow[],
  sizes: TrafficSizes,
  { match }: Candidate,
): SegmentOption {
  const { book, question, shape } = input;
  const pricer = new RowPricer(book, match, question.prices, shape.costs.contexts);
  const sums = noMovedSums();
  const origins = new Map<string, OriginSums>();
  let unpriced: UnpricedReason | null = null;
  for (const { own, billable, traffic } of rows) {
    if (own && isModel(own, match)) {
      addTraffic(sums, { ...traffic, there: "same" }, WHOLE);
      continue;
    }
    const price = pricer.price(billable);
    addTraffic(sums, { ...traffic, there: boundsOfPrice(price) }, WHOLE);
    if (price.kind === "unpriced") {
      if (price.reason !== "usage_missing") unpriced ??= price.reason;
      continue;
    }
    const of = originOf(origins, own, traffic.now !== null);
    addParts(of.low, price.low, WHOLE);
    addParts(of.high, price.high, WHOLE);
    if (traffic.now) addBounds(of.baseline, traffic.now, WHOLE);
    of.input += billable.usage.tokens.input;
    of.cacheRead += billable.usage.tokens.cacheRead;
  }
  const goal = { move: GOAL, target: match };
  const all = [...origins.values()];
  const levers = leverSums(goal, { origins: all }, question);
  const fit = checkFit(sizes, fitQuestion(input, goal, levers));
  const misfits = Math.max(0, ...fit.checks.map(({ counts }) => counts.doesNotFit.requests));
  const option = {
    sums,
    scaled: 0n,
    difference: { low: 0n, expected: 0n, high: 0n },
    fit: fit.state,
    misfits,
    unpriced,
  };
  for (const [index, one] of levers.entries()) {
    if (!all[index]?.isComparable) continue;
    option.scaled += scaledDifference(
      one,
      valuesOf(bandsOf(one.assumptions), () => "expected"),
    );
    const estimate = differenceOf(one);
    option.difference.low += estimate.low;
    option.difference.expected += estimate.expected;
    option.difference.high += estimate.high;
  }
  return option;
}

function originOf(origins: Map<string, OriginSums>, own: RankedRow["own"], isComparable: boolean): OriginSums {
  const key = `${own ? catalogueId(own) : ""}\n${isComparable}`;
  let sums = origins.get(key);
  if (!sums) {
    sums = { origin: own, isComparable, low: noCost(), high: noCost(), baseline: noBounds(), input: 0n, cacheRead: 0n };
    origins.set(key, sums);
  }
  return sums;
}
