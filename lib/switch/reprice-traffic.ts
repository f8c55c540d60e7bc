import { catalogueId } from "@/lib/catalogue/resolve-model";
import type { MatchedModel } from "@/lib/pricing/match-model";
import type { UnpricedReason } from "@/lib/pricing/price";
import type { PriceBook } from "@/lib/pricing/price-book";
import { serviceTierName } from "@/lib/pricing/price-book";
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
import { type Choice, type ResolvedMove, SplitChooser, splitsOf } from "./splits";
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
  private readonly models = new Map<string, ModelSlice>();
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

  addPart({ at, costs: table }: TrafficPart): void {
    const { book } = this.repricing;
    const dayOf = spanDays(table.spans, this.repricing.days);
    const groups = Array.from({ length: table.groupCount }, (_, group) => {
      const named = {
        provider: this.reader.name(table, group, "provider"),
        model: this.reader.name(table, group, "model") ?? "",
      };
      const match = book.match(named.provider, named.model, at);
      const own = match.kind === "matched" ? match : null;
      const project = this.reader.name(table, group, "project");
      return {
        choice: this.chooser.choose(named, at, table.outcomesOf(group)),
        own,
        rate: table.nameOf(group, "rate"),
        project: sliceOf(this.projects, project),
        model: modelSliceOf(this.models, own ? catalogueId(own) : named.model),
      };
    });
    for (let row = 0; row < table.rows; row += 1) {
      const group = groups[table.groupOf(row)] as (typeof groups)[number];
      const slices = [this.all, sliceOf(this.days, dayOf(table.spanOf(row))), group.project];
      this.addRow(table, row, group, slices);
    }
  }

  private addRow(
    table: CostTable,
    row: number,
    { choice, own, model, rate }: { choice: Choice; own: MatchedModel | null; model: ModelSlice; rate: number },
    slices: readonly Slice[],
  ): void {
    const { areStored } = this.costs;
    const billable = choice.split !== null || !areStored ? this.reader.row(table, row) : null;
    const repriced = billable && !areStored ? this.costs.repriced(billable, own) : null;
    const now = areStored ? this.costs.stored(table, row) : repriced;
    for (const { totals } of slices) {
      totals.addUsage(table, row, now !== null);
      if (repriced) totals.addCost(repriced.low, repriced.high);
      else if (now) totals.addStoredCost(table, row);
    }
    const requests = BigInt(table.sums.requests[row] as number);
    if (now) addBounds(model.now, now, WHOLE);
    model.requestsNow += requests * WHOLE;
    let stays: bigint = WHOLE;
    if (choice.undecided) this.addUndecided(choice.undecided.moves, table, row);
    if (choice.split && billable) {
      stays -= choice.split.share;
      for (const index of choice.split.moves) {
        (this.moves[index] as MoveWalk).add(
          billable,
          {
            own,
            now,
            requests,
            records: BigInt(table.sums.records[row] as number),
            classes: table.classesOf(row),
            rate,
          },
          slices,
          this.models,
        );
      }
    }
    if (now) addBounds(model.there, now, stays);
    model.requestsThere += requests * stays;
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
    models: Map<string, ModelSlice>,
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
    const arrived = modelSliceOf(models, catalogueId(target));
    arrived.requestsThere += traffic.requests * move.share;
    const there = price === null ? now : boundsOfPrice(price);
    if (there) addBounds(arrived.there, there, move.share);
    if (price === null) {
      if (now) addBounds(this.kept, now, move.share);
      return;
    }
    if (price.kind === "unpriced") {
      this.unpriced.set(price.reason, (this.unpriced.get(price.reason) ?? 0n) + records);
      return;
    }
    this.receipts.add(price.billing);
    this.addToOrigin(usage, own, now, price);
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

function modelSliceOf(models: Map<string, ModelSlice>, key: string): ModelSlice {
  let slice = models.get(key);
  if (!slice) {
    slice = { now: noBounds(), there: noBounds(), requestsNow: 0n, requestsThere: 0n };
    models.set(key, slice);
  }
  return slice;
}

function finished({ totals, moved }: Slice): SliceCosts {
  return { totals: totals.totals(), moved };
}
