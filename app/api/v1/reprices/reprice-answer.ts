import type { StoredReprice } from "@/lib/db/queries/reprices/reprice-row";
import { repricesToJson } from "@/lib/db/queries/reprices/reprice-to-json";
import { ApiError } from "@/lib/http/api-error";
import { json } from "@/lib/http/json";
import type { NotBegun } from "@/lib/ingest/reprice/run-reprice";

/** A reprice that was begun (202 while it is under way). @throws ApiError where it was not. */
export async function answerReprice(reprice: StoredReprice | NotBegun): Promise<Response> {
  switch (reprice) {
    case "busy":
      throw new ApiError(409, "reprice_under_way", "Another reprice is under way: try again when it is done.");
    case "not_found":
      throw new ApiError(404, "not_found", "There is no reprice of this id.");
    case "wrong_status":
      throw new ApiError(
        409,
        "wrong_status",
        "What has been previewed can be applied, what has been applied reverted.",
      );
    default: {
      const [answer] = await repricesToJson(reprice.organizationId, [reprice], { groups: true });
      const isUnderWay = ["previewing", "applying", "reverting"].includes(reprice.status);
      return json(answer, { status: isUnderWay ? 202 : 200 });
    }
  }
}
