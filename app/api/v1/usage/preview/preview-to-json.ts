import type { Preview } from "@/lib/ingest/preview/preview";
import { errorOf } from "@/lib/ingest/rejects";
import { type FemtoUsd, usdString } from "@/lib/pricing/money";
import { normalFormToJson } from "@/lib/usage/normal-form-json";

/** A preview on the wire. */
export function previewToJson({ sums, known, proposal, ...seen }: Preview) {
  return {
    ...seen,
    received: sums.received,
    rejected: sums.rejected,
    billed: sums.billed,
    unpriced: sums.unpriced,
    ...costToJson(sums),
    from: sums.first?.toISOString() ?? null,
    to: sums.last?.toISOString() ?? null,
    known,
    models: sums.byModel.map(({ cost, costHigh, ...model }) => ({ ...model, ...costToJson({ cost, costHigh }) })),
    records: sums.records.map(({ line, record, cost, costHigh }) => ({
      line,
      ...normalFormToJson(record),
      ...(cost === null ? { cost: null } : costToJson({ cost, costHigh: costHigh ?? cost })),
    })),
    errors: sums.errors.map(errorOf),
    proposal,
  };
}

/** A cost, with its upper bound where it has one. */
function costToJson({ cost, costHigh }: { cost: FemtoUsd; costHigh: FemtoUsd }) {
  return { cost: usdString(cost), ...(costHigh > cost ? { costHigh: usdString(costHigh) } : {}) };
}
