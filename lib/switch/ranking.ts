import type { ModelLimits } from "@/lib/catalogue/model-limits";
import { catalogueId } from "@/lib/catalogue/resolve-model";
import type { MatchedModel } from "@/lib/pricing/match-model";
import type { PriceBook } from "@/lib/pricing/price-book";
import type { Instant } from "@/lib/usage/instant";
import { checkFit, type FitState } from "./fit";
import { addTraffic, type MovedSums, noMovedSums } from "./moved-sums";
import { offersTier } from "./offered-tiers";
import { priceChanges } from "./price-changes";
import { cardsInForce, type RankedRow, rankedRows, withoutModels } from "./ranked-rows";
import { boundsOfPrice, RowPricer } from "./row-pricer";
import { isModel } from "./selection";
import type { TrafficSizes } from "./size-counts";
import type { Allowance } from "./size-limits";
import type { PriceTime } from "./switch-question";
import type { SizeBuckets } from "./traffic/size-buckets";

/** A model that may take the traffic. */
export interface Candidate {
  match: MatchedModel;
  name: string;
  limits: ModelLimits;
}

/** What the traffic would cost on one model. */
export interface RankedModel {
  id: string;
  name: string;
  provider: string;
  /** From 1, cheapest first; null when some of the traffic has no price there. */
  rank: number | null;
  sums: MovedSums;
  fit: FitState;
  /** Requests proven not to fit, by the check that most do not pass. */
  misfits: number;
  /** Whether some of the traffic is on it now. */
  isCurrent: boolean;
}

/** What is ranked. */
export interface RankedTraffic {
  rows: readonly RankedRow[];
  sizes: TrafficSizes;
  /** The span prices are looked at in. */
  from: Instant;
  to: Instant;
  prices: PriceTime;
  contexts: SizeBuckets;
  /** What a minute allows on a candidate, where that is asked about. */
  allowancesOf: (candidate: Candidate) => readonly Allowance[];
  toServiceTier: string | null;
}

/** Every candidate by what the same traffic would cost on it, the cheapest first; those that cannot price all of it last. */
export function rankModels(book: PriceBook, candidates: readonly Candidate[], traffic: RankedTraffic): RankedModel[] {
  const ownDates = book.ownDatesBetween(traffic.from, traffic.to).length;
  const isSteady = ({ match }: Candidate) => priceChanges(book, [match], traffic.from, traffic.to).length === ownDates;
  const unsteady = new Set(candidates.filter((candidate) => !isSteady(candidate)));
  const ownPeriod = (start: Instant) => String(book.periodOf(start));
  const inForce = cardsInForce(
    book,
    [...unsteady].map(({ match }) => match),
  );
  const steadyRows = rankedRows(traffic.rows, ownPeriod);
  const unsteadyRows = rankedRows(traffic.rows, inForce);
  const merged = { steady: withoutModels(steadyRows, ownPeriod), unsteady: withoutModels(unsteadyRows, inForce) };
  const ranked = candidates.map((candidate) => {
    const isCurrent = steadyRows.some(({ own }) => own !== null && isModel(own, candidate.match));
    const isUnsteady = unsteady.has(candidate);
    const rows = isCurrent ? (isUnsteady ? unsteadyRows : steadyRows) : isUnsteady ? merged.unsteady : merged.steady;
    return rankedModel(book, candidate, rows, traffic, isCurrent);
  });
  ranked.sort(byCost);
  let rank = 0;
  for (const model of ranked) {
    rank += 1;
    model.rank = isWhole(model) ? rank : null;
  }
  return ranked;
}

function rankedModel(
  book: PriceBook,
  candidate: Candidate,
  rows: readonly RankedRow[],
  { prices, contexts, sizes, allowancesOf, toServiceTier, from }: RankedTraffic,
  isCurrent: boolean,
): RankedModel {
  const { match, name, limits } = candidate;
  const pricer = new RowPricer(book, match, prices, contexts);
  const sums = noMovedSums();
  for (const row of rows) {
    const isKept = row.own !== null && row.keepsTier && isModel(row.own, match);
    const there = isKept ? "same" : boundsOfPrice(pricer.price(row.billable));
    addTraffic(sums, { ...row.traffic, there }, row.share);
  }
  const at = prices.kind === "fixed" ? prices.at : from;
  const fit = checkFit(sizes, {
    limits,
    allowances: allowancesOf(candidate),
    outputFactor: null,
    offersTier: (tier) => offersTier(book, match, tier, at),
    toServiceTier,
  });
  const misfits = Math.max(0, ...fit.checks.map(({ counts }) => counts.doesNotFit.requests));
  return { id: catalogueId(match), name, provider: match.seller, rank: null, sums, fit: fit.state, misfits, isCurrent };
}

/** Whether a model has a price for all of the traffic. */
function isWhole({ sums }: RankedModel): boolean {
  return sums.unpricedTokensThere === 0n && sums.unpricedRequestsThere === 0n;
}

function byCost(a: RankedModel, b: RankedModel): number {
  if (isWhole(a) !== isWhole(b)) return isWhole(a) ? -1 : 1;
  if (a.sums.unpricedTokensThere !== b.sums.unpricedTokensThere) {
    return a.sums.unpricedTokensThere < b.sums.unpricedTokensThere ? -1 : 1;
  }
  if (a.sums.result.high !== b.sums.result.high) return a.sums.result.high < b.sums.result.high ? -1 : 1;
  return a.id < b.id ? -1 : 1;
}
