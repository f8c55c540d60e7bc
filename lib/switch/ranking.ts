import type { UsageTier } from "@/lib/catalogue/catalogue-model";
import type { ModelLimits } from "@/lib/catalogue/model-limits";
import { catalogueId } from "@/lib/catalogue/resolve-model";
import type { MatchedModel } from "@/lib/pricing/match-model";
import type { PriceBook } from "@/lib/pricing/price-book";
import { cardHolds } from "@/lib/pricing/rate-card";
import type { Instant } from "@/lib/usage/instant";
import { checkFit, type FitState } from "./fit";
import { addMovedSums, type MovedSums, noMovedSums, sumsOf } from "./move-result";
import { isOnModel } from "./moved-traffic";
import { priceChanges } from "./price-changes";
import { priceGroup } from "./price-group";
import type { Share } from "./share";
import type { SizeGroup, TrafficGroup } from "./traffic";

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
  /** Requests proven not to fit. */
  misfits: bigint;
  /** Whether some of the traffic is on it now. */
  isCurrent: boolean;
}

/** What is ranked. */
export interface RankedTraffic {
  shares: ReadonlyMap<TrafficGroup, Share>;
  sizes: readonly SizeGroup[];
  /** The span prices are looked at in. */
  from: Instant;
  to: Instant;
  usageTier: UsageTier | null;
}

/** Every candidate by what the same traffic would cost on it, the cheapest first; those that cannot price all of it last. */
export function rankModels(book: PriceBook, candidates: readonly Candidate[], traffic: RankedTraffic): RankedModel[] {
  const ownDates = book.ownDatesBetween(traffic.from, traffic.to).length;
  const isSteady = ({ match }: Candidate) => priceChanges(book, [match], traffic.from, traffic.to).length === ownDates;
  const unsteady = candidates.filter((candidate) => !isSteady(candidate));
  const bySpanOfOwn = mergeGroups(traffic.shares, (start) => String(book.periodOf(start)));
  const byCardsInForce = mergeGroups(traffic.shares, cardsInForce(book, unsteady));
  const sizes = mergeSizes(traffic.sizes);
  const ranked = candidates.map((candidate) =>
    rankedModel(book, candidate, unsteady.includes(candidate) ? byCardsInForce : bySpanOfOwn, sizes, traffic.usageTier),
  );
  ranked.sort(byCost);
  let rank = 0;
  for (const model of ranked) {
    rank += 1;
    model.rank = isWhole(model) ? rank : null;
  }
  return ranked;
}

/** Which of the models' dated and time-of-day cards hold at an instant: where it is the same, so are all prices. */
function cardsInForce(book: PriceBook, candidates: readonly Candidate[]): (start: Instant) => string {
  const cards = candidates
    .flatMap(({ match }) => book.cardsOf(match.provider, match.model))
    .filter(({ validFrom, validTo, window }) => validFrom !== null || validTo !== null || window !== null);
  const known = new Map<Instant, string>();
  return (start) => {
    let key = known.get(start);
    if (key === undefined) {
      key = `${book.periodOf(start)}:${cards.map((card) => (cardHolds(card, start) ? 1 : 0)).join("")}`;
      known.set(start, key);
    }
    return key;
  };
}

/** Whether a model has a price for all of the traffic. */
function isWhole({ sums }: RankedModel): boolean {
  return sums.unpricedTokensThere === 0n && sums.unpricedRequestsThere === 0n;
}

function byCount(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function byCost(a: RankedModel, b: RankedModel): number {
  if (isWhole(a) !== isWhole(b)) return isWhole(a) ? -1 : 1;
  if (a.sums.unpricedTokensThere !== b.sums.unpricedTokensThere) {
    return a.sums.unpricedTokensThere < b.sums.unpricedTokensThere ? -1 : 1;
  }
  if (a.sums.result.high !== b.sums.result.high) return a.sums.result.high < b.sums.result.high ? -1 : 1;
  return a.id < b.id ? -1 : 1;
}

function rankedModel(
  book: PriceBook,
  { match, name, limits }: Candidate,
  groups: readonly (readonly [TrafficGroup, Share])[],
  sizes: readonly SizeGroup[],
  tier: UsageTier | null,
): RankedModel {
  const sums = noMovedSums();
  let isCurrent = false;
  for (const [group, share] of groups) {
    const isKept = isOnModel(book, group, match);
    isCurrent ||= isKept;
    addMovedSums(sums, sumsOf(group, isKept ? null : priceGroup(book, match, group), share));
  }
  const fit = checkFit(sizes, limits, tier);
  const misfits =
    fit.checks
      .map(({ requests }) => requests.doesNotFit)
      .sort(byCount)
      .at(-1) ?? 0n;
  const id = catalogueId(match);
  return { id, name, provider: match.seller, rank: null, sums, fit: fit.state, misfits, isCurrent };
}

/** Groups that are alike but for their time, merged where times with the same key have the same prices. */
function mergeGroups(
  shares: ReadonlyMap<TrafficGroup, Share>,
  timeKey: (start: Instant) => string,
): [TrafficGroup, Share][] {
  const merged = new Map<string, [TrafficGroup, Share]>();
  for (const [group, share] of shares) {
    const key = JSON.stringify([
      [group.provider, group.model, group.serviceTier, group.region, group.project, String(share)],
      [group.prompt.from, group.prompt.to, group.requests === null, group.cost === null],
      [...new Set(group.spanStarts.map(timeKey))].sort(),
      classesOf(group),
    ]);
    const known = merged.get(key);
    merged.set(key, known ? [together(known[0], group), share] : [group, share]);
  }
  return [...merged.values()];
}

/** Token classes and calls that are used at all: a missing rate leaves those records unpriced, and only those. */
function classesOf({ tokens, calls }: TrafficGroup): string[] {
  const { cacheWriteByTtl, ...counts } = tokens;
  const text = {
    freshText:
      tokens.input -
      tokens.cacheRead -
      tokens.cacheWrite -
      fresh(tokens.audioInput, tokens.cacheReadAudio) -
      fresh(tokens.imageInput, tokens.cacheReadImage),
    textRead: tokens.cacheRead - tokens.cacheReadAudio - tokens.cacheReadImage,
    textOutput: tokens.output - tokens.audioOutput - tokens.imageOutput,
    answer: tokens.output - tokens.audioOutput - tokens.imageOutput - tokens.reasoning,
    freshAudio: fresh(tokens.audioInput, tokens.cacheReadAudio),
    freshImage: fresh(tokens.imageInput, tokens.cacheReadImage),
    unnamedTtl: Object.values(cacheWriteByTtl).reduce((rest, part) => rest - part, tokens.cacheWrite),
  };
  return [counts, text, cacheWriteByTtl, calls].flatMap((names, index) =>
    Object.entries(names).flatMap(([name, count]) => (count > 0n ? [`${index}${name}`] : [])),
  );
}

function fresh(all: bigint, read: bigint): bigint {
  return all - read;
}

function together(a: TrafficGroup, b: TrafficGroup): TrafficGroup {
  const { cacheWriteByTtl, ...counts } = a.tokens;
  const tokens = Object.fromEntries(
    (Object.keys(counts) as (keyof typeof counts)[]).map((name) => [name, counts[name] + b.tokens[name]]),
  ) as typeof counts;
  return {
    ...a,
    records: a.records + b.records,
    requests: a.requests === null || b.requests === null ? null : a.requests + b.requests,
    tokens: { ...tokens, cacheWriteByTtl: addByName(cacheWriteByTtl, b.tokens.cacheWriteByTtl) },
    calls: addByName(a.calls, b.calls),
    cost: a.cost && b.cost && { low: add(a.cost.low, b.cost.low), high: add(a.cost.high, b.cost.high) },
  };
}

function add<Amount extends bigint>(a: Amount, b: Amount): Amount {
  return (a + b) as Amount;
}

function addByName(a: Readonly<Record<string, bigint>>, b: Readonly<Record<string, bigint>>): Record<string, bigint> {
  const sums = { ...a };
  for (const name in b) sums[name] = (sums[name] ?? 0n) + (b[name] ?? 0n);
  return sums;
}

/** Sizes that are alike for every model, whatever model they are on now. */
function mergeSizes(sizes: readonly SizeGroup[]): SizeGroup[] {
  const merged = new Map<string, SizeGroup>();
  for (const group of sizes) {
    const { endpoint, kind, prompt, total, output } = group;
    const key = JSON.stringify([endpoint, kind, prompt, total, output, group.requests === null]);
    const known = merged.get(key);
    merged.set(key, known ? togetherInSize(known, group) : group);
  }
  return [...merged.values()];
}

function togetherInSize(a: SizeGroup, b: SizeGroup): SizeGroup {
  return {
    ...a,
    records: a.records + b.records,
    requests: a.requests === null || b.requests === null ? null : a.requests + b.requests,
    largest: {
      prompt: Math.max(a.largest.prompt, b.largest.prompt),
      total: Math.max(a.largest.total, b.largest.total),
      output: Math.max(a.largest.output, b.largest.output),
    },
  };
}
