import { catalogueId } from "@/lib/catalogue/resolve-model";
import type { MatchedModel } from "@/lib/pricing/match-model";
import type { PriceBook } from "@/lib/pricing/price-book";
import type { RateCard } from "@/lib/pricing/rate-card";
import { CurrentCosts } from "../current-cost";
import type { Bounds } from "../moved-sums";
import { isSameTier } from "../reprice-traffic";
import { type RowPrice, RowPricer } from "../row-pricer";
import { type BillableRow, type RowReader, type RowUsage, tokensFrom } from "../row-usage";
import { isModel } from "../selection";
import type { ResolvedMove } from "../splits";
import type { PriceTime } from "../switch-question";
import type { CostTable } from "../traffic/cost-table";
import type { SizeBuckets } from "../traffic/size-buckets";
import { costAt } from "../traffic/sums";
import { LOWER, UPPER } from "./size-cells";

/** Records that have the same rates now and on the target: sums of them are priced as each by itself. */
export interface Alike {
  /** One row of them as it is now; its sums stand for nothing. */
  row: BillableRow;
  own: MatchedModel | null;
  /** Id of the model they are on now; "" where it is not known. */
  origin: string;
  /** Whether they are on the target already. */
  isKept: boolean;
  /** Whether they were priced when they were stored. */
  isPriced: boolean;
  /** Whether they are single requests. */
  isRequest: boolean;
  /** Whether they have a price on the target; records of which nobody knows the tokens have none anywhere, and count as if. */
  hasPrice: boolean;
}

/** Sums by column. */
export interface ColumnSums {
  of(name: string): number;
  names: readonly string[];
}

/** What sums of records cost now and on the target, in femto-USD; null where there is no price. */
export interface AlikePrice {
  now: Bounds | null;
  there: RowPrice | "same";
}

/** Numbers classes of records that are priced alike, and prices sums of them. */
export class PricedAlike {
  readonly all: Alike[] = [];
  private readonly numbers = new Map<string, number>();
  private readonly cards = new Map<RateCard | null, number>();
  private readonly pricer: RowPricer;
  private readonly costs: CurrentCosts;

  constructor(
    book: PriceBook,
    private readonly resolved: ResolvedMove,
    prices: PriceTime,
    contexts: SizeBuckets,
    private readonly reader: RowReader,
  ) {
    this.pricer = new RowPricer(book, resolved.target, prices, contexts);
    this.costs = new CurrentCosts(book, prices, contexts);
  }

  /** The number of the class that a row's records are of; `alone` tells records apart that cannot be summed. */
  numberOf(table: CostTable, row: number, own: MatchedModel | null, alone: string): number {
    const billable = this.reader.row(table, row);
    const { move, target } = this.resolved;
    const isKept = own !== null && isModel(own, target) && isSameTier(billable.usage.serviceTier, move.toServiceTier);
    const isPriced = table.pricedStateOf(table.groupOf(row)) === "priced";
    const origin = own ? catalogueId(own) : "";
    const kind = table.kindOf(row);
    const key = [
      ...[origin, kind, isKept, isPriced, billable.usage.isMissing, table.classesOf(row), alone],
      ...[billable.leastContext, billable.mostContext],
      this.cardNumbers(this.pricer.cardsOf(this.sent(billable))),
      this.costs.areStored ? "" : this.cardNumbers(this.costs.cardsOf(billable, own)),
    ].join("\n");
    const known = this.numbers.get(key);
    if (known !== undefined) return known;
    const { isMissing } = billable.usage;
    const hasPrice = isKept || isMissing || this.pricer.price(this.sent(billable)).kind === "priced";
    const number = this.all.length;
    this.all.push({ row: billable, own, origin, isKept, isPriced, isRequest: kind === "request", hasPrice });
    this.numbers.set(key, number);
    return number;
  }

  /** Prices sums of records of a class. */
  price({ row, own, isKept, isPriced }: Alike, sums: ColumnSums): AlikePrice {
    const summed = { ...row, usage: summedUsage(row.usage, sums), isSingle: sums.of("records") === 1 };
    return {
      now: this.priceNow(summed, own, isPriced, sums),
      there: isKept ? "same" : this.pricer.price(this.sent(summed)),
    };
  }

  private priceNow(row: BillableRow, own: MatchedModel | null, isPriced: boolean, sums: ColumnSums): Bounds | null {
    if (!this.costs.areStored) return this.costs.repriced(row, own);
    if (!isPriced) return null;
    const low = amount("cost", sums);
    return { low, high: low + amount("range", sums) };
  }

  private sent(row: BillableRow): BillableRow {
    const { toServiceTier } = this.resolved.move;
    return toServiceTier === null ? row : { ...row, usage: { ...row.usage, serviceTier: toServiceTier } };
  }

  private cardNumbers(cards: ReadonlySet<RateCard | null>): string {
    return [...cards]
      .map((card) => {
        const number = this.cards.get(card) ?? this.cards.size;
        this.cards.set(card, number);
        return number;
      })
      .sort((a, b) => a - b)
      .join(",");
  }
}

function amount(name: "cost" | "range", sums: ColumnSums): bigint {
  const column = (end: string) => Float64Array.of(sums.of(name + end));
  return costAt({ low: column(LOWER), middle: column(UPPER), high: column("Parts") }, 0);
}

function summedUsage(usage: RowUsage, sums: ColumnSums): RowUsage {
  const { tokens, calls } = tokensFrom(sums.of, sums.names);
  return { ...usage, tokens, calls, requests: usage.requests === null ? null : BigInt(sums.of("requests")) };
}
