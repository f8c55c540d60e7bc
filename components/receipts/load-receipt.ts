import { callApi } from "@/components/api/call-api";
import type { ReceiptJson } from "@/lib/pricing/receipt";
import type { RecordReceiptAnswer, SpendReceiptsAnswer } from "./receipt-answers";

/**
 * What a cost is of: the usage a question about spend asks for (its parameters as text), one record, one side of a move of
 * a what-if (the body of POST /api/v1/switch) with the usage that stays where it is (`kept`), or receipts that are at hand.
 */
export type ReceiptOf =
  | { spend: string }
  | { record: string }
  | { whatIf: WhatIf; move: number; side: "now" | "there"; kept?: { spend: string } | null }
  | { receipts: readonly ReceiptJson[] };

/** The body of POST /api/v1/switch. */
type WhatIf = Readonly<Record<string, unknown>> & { moves: readonly object[] };

/** What there is to show of a cost. */
export type LoadedReceipt =
  | { state: "spend"; answer: SpendReceiptsAnswer }
  | { state: "record"; answer: RecordReceiptAnswer }
  | { state: "receipts"; receipts: readonly ReceiptJson[]; kept: SpendReceiptsAnswer | null };

/** What POST /api/v1/switch answers, as far as it is shown. */
interface SwitchReceipts {
  moves: { receipts: Record<"now" | "there", ReceiptJson[]> }[];
}

/**
 * Asks the API how a cost came about.
 * @throws ApiFailure when it does not say.
 */
export async function loadReceipt(of: ReceiptOf): Promise<LoadedReceipt> {
  if ("receipts" in of) return { state: "receipts", receipts: of.receipts, kept: null };
  if ("record" in of) {
    const path = `/api/v1/records/${encodeURIComponent(of.record)}/receipt`;
    return { state: "record", answer: await callApi<RecordReceiptAnswer>("GET", path) };
  }
  if ("spend" in of) return { state: "spend", answer: await spendReceipts(of) };
  const [{ moves }, kept] = await Promise.all([
    callApi<SwitchReceipts>("POST", "/api/v1/switch", of.whatIf),
    of.kept ? spendReceipts(of.kept) : null,
  ]);
  return { state: "receipts", receipts: moves[of.move]?.receipts[of.side] ?? [], kept };
}

function spendReceipts({ spend }: { spend: string }): Promise<SpendReceiptsAnswer> {
  return callApi<SpendReceiptsAnswer>("GET", `/api/v1/spend/receipts?${spend}`);
}
