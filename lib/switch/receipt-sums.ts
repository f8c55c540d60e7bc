import type { Context } from "@/lib/pricing/price";
import type { RateCard } from "@/lib/pricing/rate-card";
import type { Receipt, ReceiptLine } from "@/lib/pricing/receipt";
import type { Billing } from "./row-pricer";

/** Receipts of many records: one for each card and size of prompts, tokens added up by class and rate. */
export class ReceiptSums {
  private readonly receipts = new Map<RateCard, Map<Context, Map<string, ReceiptLine>>>();

  add({ card, context, lines }: Pick<Billing, "card" | "context" | "lines">): void {
    let byContext = this.receipts.get(card);
    if (!byContext) {
      byContext = new Map();
      this.receipts.set(card, byContext);
    }
    let sums = byContext.get(context);
    if (!sums) {
      sums = new Map();
      byContext.set(context, sums);
    }
    for (const line of lines) {
      const known = sums.get(line.class);
      sums.set(line.class, known ? { ...known, quantity: known.quantity + line.quantity } : line);
    }
  }

  /** The receipts, in the order in which their cards first applied. */
  list(rule: string): Receipt[] {
    return [...this.receipts].flatMap(([card, byContext]) =>
      [...byContext].map(([context, sums]) => ({
        model: card.model,
        provider: card.provider,
        rule,
        card,
        context,
        lines: [...sums.values()],
      })),
    );
  }
}
