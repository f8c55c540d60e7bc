import type { MatchedModel } from "@/lib/pricing/match-model";
import type { PriceBook } from "@/lib/pricing/price-book";
import type { RateCard } from "@/lib/pricing/rate-card";
import type { Bounds } from "./moved-sums";
import { boundsOfPrice, RowPricer } from "./row-pricer";
import type { BillableRow } from "./row-usage";
import type { PriceTime } from "./switch-question";
import type { CostTable } from "./traffic/cost-table";
import type { SizeBuckets } from "./traffic/size-buckets";
import { costAt } from "./traffic/sums";

/** What rows cost on the models they are on: as they were priced when stored, or at the prices of a fixed time. */
export class CurrentCosts {
  private readonly pricers = new Map<string, RowPricer>();

  constructor(
    private readonly book: PriceBook,
    private readonly prices: PriceTime,
    private readonly contexts: SizeBuckets,
  ) {}

  /** Whether costs are the stored ones, so that rows need not be priced. */
  get areStored(): boolean {
    return this.prices.kind === "usage";
  }

  /** A row's cost as it is stored; null where it is unpriced. */
  stored(table: CostTable, row: number): Bounds | null {
    if (table.pricedStateOf(table.groupOf(row)) !== "priced") return null;
    const low = costAt(table.cost, row);
    return { low, high: low + costAt(table.range, row) };
  }

  /** A row's cost at the fixed time on the model it is on; null where it has no price (or no model) there. */
  repriced(row: BillableRow, own: MatchedModel | null): Bounds | null {
    return own && boundsOfPrice(this.pricerOf(own).price(row));
  }

  /** The cards that may apply to a row at the fixed time; none where its model is not known. */
  cardsOf(row: BillableRow, own: MatchedModel | null): ReadonlySet<RateCard | null> {
    return own ? this.pricerOf(own).cardsOf(row) : new Set();
  }

  private pricerOf(own: MatchedModel): RowPricer {
    const key = `${own.seller}\n${own.provider}\n${own.model}\n${own.name}\n${own.region}`;
    let pricer = this.pricers.get(key);
    if (!pricer) {
      pricer = new RowPricer(this.book, own, this.prices, this.contexts);
      this.pricers.set(key, pricer);
    }
    return pricer;
  }
}
