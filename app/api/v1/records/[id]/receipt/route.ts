import { organizationPriceBook } from "@/lib/db/queries/price-book/organization-price-book";
import { getRecord } from "@/lib/db/queries/records/get-record";
import { ApiError } from "@/lib/http/api-error";
import { apiRoute } from "@/lib/http/api-route";
import { json } from "@/lib/http/json";
import { recordReceipt } from "@/lib/pricing/record-receipt";

/** How the cost of a stored record was computed. */
export const GET = apiRoute("read", async ({ principal, params }) => {
  const stored = await getRecord(principal.organizationId, params.id ?? "");
  if (!stored) throw new ApiError(404, "not_found", `There is no record ${params.id}.`);
  const { recordId, record, cost, costHigh, applied, unpricedReason } = stored;
  if (!applied || cost === null) return json({ recordId, cost: null, unpriced: { reason: unpricedReason } });
  const book = await organizationPriceBook(principal.organizationId);
  return json({ recordId, ...recordReceipt({ record, cost, costHigh, ...applied }, book) });
});
