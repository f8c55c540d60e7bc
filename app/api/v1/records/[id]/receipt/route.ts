import { getRecord } from "@/lib/db/queries/records/get-record";
import { ApiError } from "@/lib/http/api-error";
import { apiRoute } from "@/lib/http/api-route";
import { json } from "@/lib/http/json";
import { recordReceipt } from "@/lib/pricing/record-receipt";

/** How the cost of a stored record was computed. */
export const GET = apiRoute("read", async ({ principal, params }) => {
  const stored = await getRecord(principal.organizationId, params.id ?? "");
  if (!stored) throw new ApiError(404, "not_found", `There is no record ${params.id}.`);
  const { record, applied, unpricedReason } = stored;
  if (!applied) return json({ recordId: stored.recordId, cost: null, unpriced: { reason: unpricedReason } });
  return json({ recordId: stored.recordId, ...recordReceipt(record, applied.rule, applied.card) });
});
