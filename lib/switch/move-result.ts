import type { MatchedModel } from "@/lib/pricing/match-model";
import type { UnpricedReason } from "@/lib/pricing/price";
import type { PriceBook } from "@/lib/pricing/price-book";
import type { PriceableTokens } from "@/lib/pricing/price-tokens";
import { type BreakEvenCosts, type BreakEvens, breakEvens } from "./break-even";
import { type Assumption, assumptionsFor, type Band, type LeverSettings } from "./levers";
import { isOnModel, type ResolvedMove } from "./moved-traffic";
import { type CostParts, type GroupPrice, priceGroup, totalOf } from "./price-group";
import { roundDivide, type Share } from "./share";
import type { TrafficGroup } from "./traffic";

/** Bounds of an amount in millionths of femto-USD (see share.ts); equal where it is exact. */
export interface Bounds {
  low: bigint;
  high: bigint;
}

/** Sums of moved traffic; money and requests in millionths, so that shares add up exactly. */
export interface MovedSums {
  /** Of what is priced now. */
  baseline: Bounds;
  /** Of what is priced on the target. */
  result: Bounds;
  /** Of what is priced both now and there. */
  difference: Bounds;
  /** The baseline of what is priced both now and there. */
  comparable: Bounds;
  /** Requests that records state (one that does not say how many counts none). */
  requests: bigint;
  unpricedRequestsNow: bigint;
  unpricedRequestsThere: bigint;
  unpricedTokensNow: bigint;
  unpricedTokensThere: bigint;
}

const COUNTS = [
  "requests",
  "unpricedRequestsNow",
  "unpricedRequestsThere",
  "unpricedTokensNow",
  "unpricedTokensThere",
] as const;

/** The estimate with what a switch changes: same unit. */
export interface Estimate {
  low: bigint;
  expected: bigint;
  high: bigint;
  assumptions: readonly Assumption[];
}

/** What one move does. */
export interface MoveResult {
  sums: MovedSums;
  byDay: ReadonlyMap<number, MovedSums>;
  /** Records without a price on the target, by reason. */
  unpriced: ReadonlyMap<UnpricedReason, bigint>;
  /** Tokens of the traffic, not cut to the share. */
  tokens: Pick<PriceableTokens, "input" | "cacheRead" | "cacheWrite" | "output" | "reasoning">;
  estimate: Estimate;
  /** Null where costs are bounds or traffic is unpriced: then there is no closed form. */
  breakEvens: BreakEvens | null;
}

/** Sums of nothing. */
export function noMovedSums(): MovedSums {
  const none = () => ({ low: 0n, high: 0n });
  return {
    baseline: none(),
    result: none(),
    difference: none(),
    comparable: none(),
    requests: 0n,
    unpricedRequestsNow: 0n,
    unpricedRequestsThere: 0n,
    unpricedTokensNow: 0n,
    unpricedTokensThere: 0n,
  };
}

/** Adds sums to others. */
export function addMovedSums(into: MovedSums, other: MovedSums): void {
  for (const name of ["baseline", "result", "difference", "comparable"] as const) {
    into[name].low += other[name].low;
    into[name].high += other[name].high;
  }
  for (const name of COUNTS) into[name] += other[name];
}

/** Prices a move's traffic on its target. */
export function moveResult(
  book: PriceBook,
  { move, target }: ResolvedMove,
  groups: readonly TrafficGroup[],
  levers: LeverSettings,
): MoveResult {
  const sums = noMovedSums();
  const byDay = new Map<number, MovedSums>();
  const unpriced = new Map<UnpricedReason, bigint>();
  const tokens = { input: 0n, cacheRead: 0n, cacheWrite: 0n, output: 0n, reasoning: 0n };
  const estimator = new Estimator(book, target, levers, move.share);
  for (const group of groups) {
    const isKept = isOnModel(book, group, target);
    const price = isKept ? null : priceGroup(book, target, group);
    const part = sumsOf(group, price, move.share);
    const day = group.day.getTime();
    const ofDay = byDay.get(day) ?? noMovedSums();
    byDay.set(day, ofDay);
    addMovedSums(ofDay, part);
    addMovedSums(sums, part);
    if (price?.kind === "unpriced") unpriced.set(price.reason, (unpriced.get(price.reason) ?? 0n) + group.records);
    for (const name of Object.keys(tokens) as (keyof typeof tokens)[]) tokens[name] += group.tokens[name];
    estimator.add(group, price);
  }
  return { sums, byDay, unpriced, tokens, ...estimator.result() };
}

/** Sums of one group; a price of null is the one it has, on the model it is on. */
export function sumsOf(group: TrafficGroup, price: GroupPrice | null, share: Share): MovedSums {
  const sums = noMovedSums();
  const requests = (group.requests ?? 0n) * share;
  const tokens = (group.tokens.input + group.tokens.output) * share;
  sums.requests = requests;
  const now = group.cost && { low: group.cost.low * share, high: group.cost.high * share };
  const there = price === null ? now : boundsOf(price, share);
  if (now) sums.baseline = now;
  else Object.assign(sums, { unpricedRequestsNow: requests, unpricedTokensNow: tokens });
  if (there) sums.result = there;
  else Object.assign(sums, { unpricedRequestsThere: requests, unpricedTokensThere: tokens });
  if (now && there) {
    sums.comparable = { ...now };
    sums.difference =
      price === null ? { low: 0n, high: 0n } : { low: there.low - now.high, high: there.high - now.low };
  }
  return sums;
}

function boundsOf(price: GroupPrice, share: Share): Bounds | null {
  if (price.kind === "unpriced") return null;
  return { low: totalOf(price.low) * share, high: totalOf(price.high) * share };
}

/** Collects what a move's estimate and break-evens need, group by group. */
class Estimator {
  private readonly totals = { low: 0n, expected: 0n, high: 0n };
  private readonly assumptions = new Map<string, Assumption[]>();
  private readonly costs: BreakEvenCosts = {
    ...{ baseline: 0n, input: 0n, coldInput: 0n, output: 0n, fees: 0n },
    ...{ cacheRead: 0n, allInput: 0n },
  };
  private isClosed = true;
  private hasMoved = false;

  constructor(
    private readonly book: PriceBook,
    private readonly target: MatchedModel,
    private readonly levers: LeverSettings,
    private readonly share: Share,
  ) {}

  /** Adds a group with its price on the target; null when it is on the target already. */
  add(group: TrafficGroup, price: GroupPrice | null): void {
    if (price === null) {
      if (group.cost) this.addAmounts(group.cost.low, (group.cost.low + group.cost.high) / 2n, group.cost.high);
      return;
    }
    this.hasMoved = true;
    const isCached = group.tokens.cacheRead > 0n;
    const cold = isCached ? priceGroup(this.book, this.target, group, withoutCache(group.tokens)) : price;
    if (price.kind === "unpriced" || cold.kind === "unpriced") {
      this.isClosed = false;
      return;
    }
    this.estimate(group, this.levers.cache === "cold" ? cold : price);
    this.addCosts(group, price, cold);
  }

  result(): { estimate: Estimate; breakEvens: BreakEvens | null } {
    const distinct = new Map(
      [...this.assumptions.values()].flat().map((one) => [JSON.stringify(one, writeBigint), one]),
    );
    return {
      estimate: { ...this.totals, assumptions: [...distinct.values()] },
      breakEvens: this.hasMoved && this.isClosed ? breakEvens(this.costs) : null,
    };
  }

  private estimate(group: TrafficGroup, price: Extract<GroupPrice, { kind: "priced" }>): void {
    const assumptions = this.assumptionsOf(group);
    const tokenizer = bandOf(assumptions, "tokenizer");
    const output = bandOf(assumptions, "output");
    const { output: written, reasoning } = group.tokens;
    const dropsReasoning = assumptions.some(({ withoutReasoning }) => withoutReasoning) && written > 0n;
    const at = (parts: CostParts, name: keyof Band, kept: bigint) => {
      const writing = dropsReasoning ? roundDivide(parts.output * kept, 2n * written) : parts.output;
      const scaled = parts.input * tokenizer[name] * 1000n + writing * output[name] * tokenizer[name];
      return roundDivide(scaled, 1_000_000n) + parts.fees;
    };
    const low = at(price.low, "low", 2n * (written - reasoning));
    const high = at(price.high, "high", 2n * written);
    const middle =
      (at(price.low, "expected", 2n * written - reasoning) + at(price.high, "expected", 2n * written - reasoning)) / 2n;
    this.addAmounts(low, middle, high);
  }

  private addAmounts(low: bigint, expected: bigint, high: bigint): void {
    this.totals.low += low * this.share;
    this.totals.expected += expected * this.share;
    this.totals.high += high * this.share;
  }

  private addCosts(
    group: TrafficGroup,
    price: Extract<GroupPrice, { kind: "priced" }>,
    cold: Extract<GroupPrice, { kind: "priced" }>,
  ): void {
    const isExact =
      totalOf(price.low) === totalOf(price.high) && group.cost !== null && group.cost.low === group.cost.high;
    if (!isExact || group.cost === null) {
      this.isClosed = false;
      return;
    }
    this.costs.baseline += group.cost.low;
    this.costs.input += price.low.input;
    this.costs.coldInput += cold.low.input;
    this.costs.output += price.low.output;
    this.costs.fees += price.low.fees;
    this.costs.cacheRead += group.tokens.cacheRead;
    this.costs.allInput += group.tokens.input;
  }

  private assumptionsOf(group: TrafficGroup): Assumption[] {
    const key = `${group.provider ?? ""}\n${group.model}`;
    let found = this.assumptions.get(key);
    if (!found) {
      const at = group.spanStarts[0];
      const match = at === undefined ? null : this.book.match(group.provider, group.model, at);
      found = assumptionsFor(match?.kind === "matched" ? match : null, this.target, this.levers);
      this.assumptions.set(key, found);
    }
    return found;
  }
}

const SAME: Band = { low: 1000n, expected: 1000n, high: 1000n };

function bandOf(assumptions: readonly Assumption[], lever: Assumption["lever"]): Band {
  return assumptions.find((assumption) => assumption.lever === lever)?.band ?? SAME;
}

function withoutCache(tokens: PriceableTokens): PriceableTokens {
  return { ...tokens, cacheRead: 0n, cacheReadAudio: 0n, cacheReadImage: 0n };
}

function writeBigint(_name: string, value: unknown): unknown {
  return typeof value === "bigint" ? value.toString() : value;
}
