import type { Preview } from "@/lib/ingest/preview/preview";
import { errorOf } from "@/lib/ingest/rejects";
import { usdString } from "@/lib/pricing/money";
import { normalFormToJson } from "@/lib/usage/normal-form-json";

/** A preview on the wire. */
export function previewToJson({ sums, known, proposal, ...seen }: Preview) {
  return {
    ...seen,
    received: sums.received,
    rejected: sums.rejected,
    billed: sums.billed,
    unpriced: sums.unpriced,
    cost: usdString(sums.cost),
    from: sums.first?.toISOString() ?? null,
    to: sums.last?.toISOString() ?? null,
    known,
    models: sums.byModel.map((model) => ({ ...model, cost: usdString(model.cost) })),
    records: sums.records.map(({ line, record, cost }) => ({
      line,
      ...normalFormToJson(record),
      cost: cost === null ? null : usdString(cost),
    })),
    errors: sums.errors.map(errorOf),
    proposal,
  };
}
