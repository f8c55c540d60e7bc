import { authorOf } from "@/lib/db/queries/price-book/statement";
import { apiRoute } from "@/lib/http/api-route";
import { beginApply } from "@/lib/ingest/reprice/run-reprice";
import { answerReprice } from "../../reprice-answer";
import { repriceId } from "../../reprice-id";

/** Begins to apply a reprice that was previewed: its statements are made, and stored costs change. */
export const POST = apiRoute("admin", async ({ principal: { organizationId, actor }, params }) => {
  return answerReprice(await beginApply(organizationId, repriceId(params), authorOf(actor)));
});
