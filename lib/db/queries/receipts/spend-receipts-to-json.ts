import { usdString } from "@/lib/pricing/money";
import { receiptToJson } from "@/lib/pricing/receipt";
import type { SumReceipt } from "@/lib/pricing/sum-receipt";
import { countToJson, coverageOf, totalsToJson } from "@/lib/spend/measures";
import type { SpendQuestion } from "@/lib/spend/spend-question";
import type { SpendReceipts } from "./spend-receipts";

/** The receipts of a sum on the wire. */
export function spendReceiptsToJson(question: SpendQuestion, { totals, receipts, others }: SpendReceipts) {
  return {
    from: question.from.toISOString(),
    to: question.to.toISOString(),
    tz: question.timeZone,
    totals: totalsToJson(totals),
    coverage: coverageOf(totals),
    receipts: receipts.map(receiptOfSum),
    others: others && { cards: others.cards, totals: totalsToJson(others.totals) },
  };
}

function receiptOfSum({ requests, cost, costHigh, low, high }: SumReceipt) {
  return {
    requests: countToJson(requests),
    cost: usdString(cost),
    receipt: receiptToJson(low),
    ...(high && { costHigh: usdString(costHigh), highReceipt: receiptToJson(high) }),
  };
}
