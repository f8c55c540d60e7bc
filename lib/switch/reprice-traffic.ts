import { catalogueId } from "@/lib/catalogue/resolve-model";
import type { MatchedModel } from "@/lib/pricing/match-model";
import type { UnpricedReason } from "@/lib/pricing/price";
import type { PriceBook } from "@/lib/pricing/price-book";
import { serviceTierName } from "@/lib/pricing/price-book";
import type { Instant } from "@/lib/usage/instant";
import { addParts, noCost } from "./cost-parts";
import { CurrentCosts } from "./current-cost";
import type { ModelSlice, MoveCosts, MovedCosts, OriginSums, SliceCosts } from "./moved-costs";
import {
  addBounds,
  addTraffic,
  type Bounds,
  type MovedSums,
  noBounds,
  noMovedSums,
  type PricedTraffic,
} from "./moved-sums";
import { ReceiptSums } from "./receipt-sums";
import { type AppliedRates, ReceiptsNow } from "./receipts-now";
import { boundsOfPrice, type RowPrice, RowPricer } from "./row-pricer";
import { type BillableRow, RowReader, type RowUsage } from "./row-usage";
import { isModel } from "./selection";
import { WHOLE } from "./share";
import { spanDays } from "./span-days";
import { type ResolvedMove, SplitChooser, splitsOf } from "./splits";
import type { PriceTime } from "./switch-question";
import type { SwitchTraffic, TrafficPart } from "./switch-traffic";
import { TotalsSum } from "./totals-sum";
import type { CostTable } from "./traffic/cost-table";
import type { SizeBuckets } from "./traffic/size-buckets";

/** What repricing depends on, beside the traffic. */
export interface Repricing {
  book: PriceBook;
  moves: readonly ResolvedMove[];
  prices: PriceTime;
  /** The prompt sizes that cost tables tell apart. */
  contexts: SizeBuckets;
  /** Starts of the reporting days, ascending, milliseconds. */
  days: readonly number[];
  /** Rate cards that were kept with records, by number. */
  appliedRates: AppliedRates;
}

/**
 * Prices traffic as it is and as moves would have it.
 * @throws UnanswerableSwitch when moves of the same traffic take more than all of it.
 */
export function repriceTraffic(repricing: Repricing, traffic: SwitchTraffic): MovedCosts {
  const walk = new Walk(repricing, new RowReader(traffic.nameOf));
  for (const part of traffic.parts) walk.addPart(part);
  return walk.result();
}

interface Slice {
  totals: TotalsSum;
  moved: MovedSums;
}

class Walk {
  private readonly all: Slice = newSlice();
  private readonly days = new Map<number, Slice>();
  private readonly projects = new Map<string | null, Slice>();
  private readonly models = new Map<string, ModelSums>();
  private readonly moves: MoveWalk[];
  private readonly chooser: SplitChooser;
  private readonly costs: CurrentCosts;

  constructor(
    private readonly repricing: Repricing,
    private readonly reader: RowReader,
  ) {
    const { book, moves, prices, contexts } = repricing;
    this.costs = new CurrentCosts(book, prices, contexts);
    this.chooser = new SplitChooser(book, splitsOf(moves));
    this.moves = moves.map((move) => new MoveWalk(repricing, move));
  }

  addPart({ at, tables: { scope, costs } }: TrafficPart): void {
    this.addScope(at, scope);
    this.addMoved(at, costs);
  }

  /** All traffic in scope, as it is. */
  private addScope(at: Instant, table: CostTable): void {
    const dayOf = spanDays(table.spans, this.repricing.days);
    const groups = this.groupsOf(at, table);
    for (let row = 0; row < table.rows; row += 1) {
      const { own, project, model } = groups[table.groupOf(row)] as (typeof groups)[number];
      const repriced = this.costs.areStored ? null : this.costs.repriced(this.reader.row(table, row), own);
      const now = this.costs.areStored ? this.costs.stored(table, row) : repriced;
      for (const { totals } of [this.all, sliceOf(this.days, dayOf(table.spanOf(row))), project]) {
        totals.addUsage(table, row, now !== null);
        if (repriced) totals.addCost(repriced.low, repriced.high);
        else if (now) totals.addStoredCost(table, row);
      }
      model.add(BigInt(table.sums.requests[row] as number) * WHOLE, now, WHOLE);
    }
  }

  /** The part of it that moves. */
  private addMoved(at: Instant, table: CostTable): void {
    const dayOf = spanDays(table.spans, this.repricing.days);
    const groups = this.groupsOf(at, table);
    for (let row = 0; row < table.rows; row += 1) {
      const { choice, own, project, model, rate } = groups[table.groupOf(row)] as (typeof groups)[number];
      if (choice.undecided) this.addUndecided(choice.undecided.moves, table, row);
      if (!choice.split) continue;
      const billable = this.reader.row(table, row);
      const requests = BigInt(table.sums.requests[row] as number);
      const records = BigInt(table.sums.records[row] as number);
      const now = this.costs.areStored ? this.costs.stored(table, row) : this.costs.repriced(billable, own);
      model.leave(requests * choice.split.share, now, choice.split.share);
      const slices = [this.all, sliceOf(this.days, dayOf(table.spanOf(row))), project];
      const before = { own, now, requests, records, classes: table.classesOf(row), rate };
      for (const index of choice.split.moves) {
        (this.moves[index] as MoveWalk).add(billable, before, slices, this.models);
      }
    }
  }

  private groupsOf(at: Instant, table: CostTable) {
    return Array.from({ length: table.groupCount }, (_, group) => {
      const named = {
        provider: this.reader.name(table, group, "provider"),
        model: this.reader.name(table, group, "model") ?? "",
      };
      const match = this.repricing.book.match(named.provider, named.model, at);
      const own = match.kind === "matched" ? match : null;
      return {
        choice: this.chooser.choose(named, at, table.outcomesOf(group)),
        own,
        rate: table.nameOf(group, "rate"),
        project: sliceOf(this.projects, this.reader.name(table, group, "project")),
        model: modelSliceOf(this.models, own ? catalogueId(own) : named.model),
      };
    });
  }

  private addUndecided(moves: readonly number[], table: CostTable, row: number): void {
    const { requests, records } = table.sums;
    const number = table.kindOf(row) === "uncounted" ? records[row] : requests[row];
    for (const index of moves) (this.moves[index] as MoveWalk).undecided += BigInt(number as number);
  }

  result(): MovedCosts {
    return {
      moved: this.all.moved,
      totals: this.all.totals.totals(),
      moves: this.moves.map((move) => move.result()),
      days: new Map([...this.days].map(([day, slice]) => [day, finished(slice)])),
      projects: new Map([...this.projects].map(([project, slice]) => [project, finished(slice)])),
      models: this.models,
    };
  }
}

/** A row as it is now. */
interface RowNow {
  own: MatchedModel | null;
  now: Bounds | null;
  requests: bigint;
  records: bigint;
  classes: string;
  /** Number of the rate card that was kept with the records; 0 for none. */
  rate: number;
}

/** Collects what one move does. */
class MoveWalk {
  undecided = 0n;
  private readonly sums = noMovedSums();
  private readonly kept = noBounds();
  private readonly origins = new Map<string, OriginSums>();
  private readonly unpriced = new Map<UnpricedReason, bigint>();
  private readonly tokens = { input: 0n, cacheRead: 0n, cacheWrite: 0n, output: 0n, reasoning: 0n };
  private readonly receipts = new ReceiptSums();
  private readonly receiptsNow = new ReceiptsNow();
  private readonly pricer: RowPricer;

  constructor(
    private readonly repricing: Repricing,
    private readonly resolved: ResolvedMove,
  ) {
    this.pricer = new RowPricer(repricing.book, resolved.target, repricing.prices, repricing.contexts);
  }

  add(
    row: BillableRow,
    { own, now, requests, records, classes, rate }: RowNow,
    slices: readonly Slice[],
    models: Map<string, ModelSums>,
  ): void {
    const { move, target } = this.resolved;
    const { usage } = row;
    const isSame = own !== null && isModel(own, target) && isSameTier(usage.serviceTier, move.toServiceTier);
    const sent = move.toServiceTier === null ? row : { ...row, usage: { ...usage, serviceTier: move.toServiceTier } };
    const price = isSame ? null : this.pricer.price(sent);
    const traffic: PricedTraffic = {
      requests,
      tokens: usage.tokens.input + usage.tokens.output,
      now,
      there: price === null ? "same" : boundsOfPrice(price),
    };
    if (rate !== 0) this.receiptsNow.add(rate, classes, row);
    addTraffic(this.sums, traffic, move.share);
    for (const { moved } of slices) addTraffic(moved, traffic, move.share);
    for (const name of Object.keys(this.tokens) as (keyof typeof this.tokens)[])
      this.tokens[name] += usage.tokens[name];
    const there = price === null ? now : boundsOfPrice(price);
    modelSliceOf(models, catalogueId(target)).come(traffic.requests * move.share, there, move.share);
    if (price === null) {
      if (now) addBounds(this.kept, now, move.share);
      else this.addReason(this.pricer.price(sent), records);
      return;
    }
    if (price.kind === "unpriced") {
      this.addReason(price, records);
      return;
    }
    this.receipts.add(price.billing);
    this.addToOrigin(usage, own, now, price);
  }

  private addReason(price: RowPrice, records: bigint): void {
    if (price.kind === "unpriced") this.unpriced.set(price.reason, (this.unpriced.get(price.reason) ?? 0n) + records);
  }

  private addToOrigin(
    { tokens }: RowUsage,
    own: MatchedModel | null,
    now: Bounds | null,
    price: Extract<RowPrice, { kind: "priced" }>,
  ): void {
    const key = `${own ? catalogueId(own) : ""}\n${now ? 1 : 0}`;
    let sums = this.origins.get(key);
    if (!sums) {
      sums = {
        origin: own,
        isComparable: now !== null,
        low: noCost(),
        high: noCost(),
        baseline: noBounds(),
        input: 0n,
        cacheRead: 0n,
      };
      this.origins.set(key, sums);
    }
    const { share } = this.resolved.move;
    addParts(sums.low, price.low, share);
    addParts(sums.high, price.high, share);
    if (now) addBounds(sums.baseline, now, share);
    sums.input += tokens.input;
    sums.cacheRead += tokens.cacheRead;
  }

  result(): MoveCosts {
    const { sums, kept, unpriced, tokens, receipts, undecided } = this;
    const { appliedRates, contexts } = this.repricing;
    const receiptsNow = this.receiptsNow.list(appliedRates, contexts);
    const origins = [...this.origins.values()];
    return { sums, kept, origins, unpriced, tokens, receipts, receiptsNow, undecided };
  }
}

/** Whether a service tier (null: the one it has) is the one usage has. */
export function isSameTier(now: string | null, there: string | null): boolean {
  return there === null || serviceTierName(now) === serviceTierName(there);
}

function newSlice(): Slice {
  return { totals: new TotalsSum(), moved: noMovedSums() };
}

function sliceOf<Key>(slices: Map<Key, Slice>, key: Key): Slice {
  let slice = slices.get(key);
  if (!slice) {
    slice = newSlice();
    slices.set(key, slice);
  }
  return slice;
}

function modelSliceOf(models: Map<string, ModelSums>, key: string): ModelSums {
  let slice = models.get(key);
  if (!slice) {
    slice = new ModelSums();
    models.set(key, slice);
  }
  return slice;
}

/** What is on a model now, and with the moves. */
class ModelSums implements ModelSlice {
  readonly now = noBounds();
  readonly there = noBounds();
  requestsNow = 0n;
  requestsThere = 0n;

  /** Traffic that is on it; requests in millionths, its cost a share of bounds. */
  add(requests: bigint, cost: Bounds | null, share: bigint): void {
    this.requestsNow += requests;
    if (cost) addBounds(this.now, cost, share);
    this.come(requests, cost, share);
  }

  come(requests: bigint, cost: Bounds | null, share: bigint): void {
    this.requestsThere += requests;
    if (cost) addBounds(this.there, cost, share);
  }

  leave(requests: bigint, cost: Bounds | null, share: bigint): void {
    this.come(-requests, cost, -share);
  }
}

function finished({ totals, moved }: Slice): SliceCosts {
  return { totals: totals.totals(), moved };
}
