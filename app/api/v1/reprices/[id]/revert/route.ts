import { authorOf } from "@/lib/db/queries/price-book/statement";
import { apiRoute } from "@/lib/http/api-route";
import { beginRevert } from "@/lib/ingest/reprice/run-reprice";
import { answerReprice } from "../../reprice-answer";
import { repriceId } from "../../reprice-id";

/** Begins to take an applied reprice back: its statements are withdrawn, and stored costs are what they were. */
export const POST = apiRoute("admin", async ({ principal: { organizationId, actor }, params }) => {
  return answerReprice(await beginRevert(organizationId, repriceId(params), authorOf(actor)));
});
