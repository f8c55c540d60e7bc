import { priceInContext } from "@/lib/pricing/price";
import type { RateCard } from "@/lib/pricing/rate-card";
import type { Receipt } from "@/lib/pricing/receipt";
import { ReceiptSums } from "./receipt-sums";
import { addByName, addTokens, type BillableRow, type RowUsage } from "./row-usage";
import { longContextFrom } from "./size-edges";
import type { SizeBuckets } from "./traffic/size-buckets";

/** A rate card that was kept with records, and the rule that led to it; null for a number that has none. */
export type AppliedRates = (number: number) => { rule: string; card: RateCard } | null;

/** Usage that was billed by one card for prompts of one size. */
interface Billed {
  rate: number;
  row: BillableRow;
}

/** Receipts of records by the cards that were kept with them. Of aggregates that cannot be placed: the standard rates. */
export class ReceiptsNow {
  private readonly billed = new Map<string, Billed>();

  add(rate: number, classes: string, row: BillableRow): void {
    const key = `${rate} ${row.leastContext} ${classes}`;
    const known = this.billed.get(key);
    if (!known) this.billed.set(key, { rate, row });
    else known.row = { ...known.row, usage: together(known.row.usage, row.usage) };
  }

  list(appliedRates: AppliedRates, contexts: SizeBuckets): Receipt[] {
    const byRule = new Map<string, ReceiptSums>();
    for (const { rate, row } of this.billed.values()) {
      const applied = appliedRates(rate);
      if (!applied) continue;
      const { card, rule } = applied;
      const position = contexts.startOf(row.leastContext);
      const context = card.longContext.findLast((long) => longContextFrom(long) <= position) ?? null;
      const { usage } = row;
      const requests = usage.requests === null ? null : Number(usage.requests);
      const outcome = priceInContext(card, rule, { ...usage, requests }, context);
      if (outcome.kind !== "priced") continue;
      let sums = byRule.get(rule);
      if (!sums) {
        sums = new ReceiptSums();
        byRule.set(rule, sums);
      }
      sums.add({ card, context, lines: outcome.receipt.lines });
    }
    return [...byRule].flatMap(([rule, sums]) => sums.list(rule));
  }
}

function together(a: RowUsage, b: RowUsage): RowUsage {
  const requests = a.requests === null || b.requests === null ? null : a.requests + b.requests;
  return { ...a, requests, tokens: addTokens(a.tokens, b.tokens), calls: addByName(a.calls, b.calls) };
}
