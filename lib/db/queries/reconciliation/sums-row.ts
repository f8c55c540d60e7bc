import { femtoUsd } from "@/lib/pricing/money";

/** Sums of records as the database gives them: whole numbers as text, `cost` in femto-USD. */
export interface SumsRow {
  records: string;
  requests: string;
  input_tokens: string;
  output_tokens: string;
  cost: string;
  unpriced: string;
}

/** The sums of a row. */
export function sumsOfRow(row: SumsRow) {
  return {
    records: BigInt(row.records),
    requests: BigInt(row.requests),
    inputTokens: BigInt(row.input_tokens),
    outputTokens: BigInt(row.output_tokens),
    cost: femtoUsd(BigInt(row.cost)),
    unpricedRecords: BigInt(row.unpriced),
  };
}
