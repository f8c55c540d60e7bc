import { getRecord } from "@/lib/db/queries/records/get-record";
import { recordToJson } from "@/lib/db/queries/records/record-to-json";
import { ApiError } from "@/lib/http/api-error";
import { apiRoute } from "@/lib/http/api-route";
import { json } from "@/lib/http/json";

/** One record: what was used, what it cost and where it came from. */
export const GET = apiRoute("read", async ({ principal, params }) => {
  const stored = await getRecord(principal.organizationId, params.id ?? "");
  if (!stored) throw new ApiError(404, "not_found", `There is no record ${params.id}.`);
  return json(recordToJson(stored));
});
