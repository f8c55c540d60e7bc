import { listPrecedences } from "@/lib/db/queries/reconciliation/list-precedences";
import { ApiError } from "@/lib/http/api-error";
import { apiRoute, readJson } from "@/lib/http/api-route";
import { json } from "@/lib/http/json";
import { overlapPrecedence } from "@/lib/http/overlap-precedence-schema";
import { savePrecedence } from "@/lib/ingest/overlap/save-precedence";

/** What people have said about which road counts. */
export const GET = apiRoute("read", async ({ principal }) => {
  const precedences = await listPrecedences(principal.organizationId);
  return json({
    overlapPrecedences: precedences.map(({ createdAt, ...said }) => ({ ...said, createdAt: createdAt.toISOString() })),
  });
});

/** Says which road counts for a provider and project, or takes it back; every figure follows at once. */
export const POST = apiRoute("admin", async ({ principal, request }) => {
  const choice = overlapPrecedence.parse(await readJson(request));
  const { organizationId, actor } = principal;
  const userId = actor.kind === "person" ? actor.userId : null;
  const isSaved = await savePrecedence(organizationId, choice, userId);
  if (!isSaved) throw new ApiError(409, "too_many", "The organisation has said as much about overlaps as it can.");
  return new Response(null, { status: 204 });
});
