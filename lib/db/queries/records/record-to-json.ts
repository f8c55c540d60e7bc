import { usdString } from "@/lib/pricing/money";
import { normalFormToJson } from "@/lib/usage/normal-form-json";
import type { StoredRecord } from "./stored-record";

/** A stored record on the wire: the normal form, what it cost and where it came from. */
export function recordToJson(stored: StoredRecord): Record<string, unknown> {
  const { recordId, record, source, batchId, file, line, cost, costHigh, unpricedReason } = stored;
  return {
    recordId,
    ...normalFormToJson(record),
    cost: cost === null ? null : usdString(cost),
    ...(costHigh === null ? {} : { costHigh: usdString(costHigh) }),
    ...(unpricedReason === null ? {} : { unpriced: { reason: unpricedReason } }),
    source,
    batchId: String(batchId),
    ...(file === null ? {} : { file }),
    line,
  };
}
