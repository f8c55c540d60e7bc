import { findReprice } from "@/lib/db/queries/reprices/find-reprices";
import { ApiError } from "@/lib/http/api-error";
import { apiRoute } from "@/lib/http/api-route";
import { discardReprice } from "@/lib/ingest/reprice/run-reprice";
import { answerReprice } from "../reprice-answer";
import { repriceId } from "../reprice-id";

/** A reprice: how far it is, and what it would change or did change. */
export const GET = apiRoute("read", async ({ principal, params }) => {
  return answerReprice((await findReprice(principal.organizationId, repriceId(params))) ?? "not_found");
});

/** Discards a reprice that was only looked at. */
export const DELETE = apiRoute("admin", async ({ principal: { organizationId }, params }) => {
  const id = repriceId(params);
  if (await discardReprice(organizationId, id)) return new Response(null, { status: 204 });
  if (!(await findReprice(organizationId, id))) throw new ApiError(404, "not_found", "There is no reprice of this id.");
  throw new ApiError(409, "wrong_status", "What was applied stays on record: revert it instead.");
});
