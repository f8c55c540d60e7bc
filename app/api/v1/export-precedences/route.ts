import { listExportPrecedences } from "@/lib/db/queries/reconciliation/list-export-precedences";
import { ApiError } from "@/lib/http/api-error";
import { apiRoute, readJson } from "@/lib/http/api-route";
import { exportPrecedence } from "@/lib/http/export-precedence-schema";
import { json } from "@/lib/http/json";
import { saveExportPrecedence } from "@/lib/ingest/overlap/save-export-precedence";

/** What people have said about which exports count. */
export const GET = apiRoute("read", async ({ principal }) => {
  const precedences = await listExportPrecedences(principal.organizationId);
  return json({
    exportPrecedences: precedences.map(({ createdAt, ...said }) => ({ ...said, createdAt: createdAt.toISOString() })),
  });
});

/** Says which exports count for a provider and kind of usage, or takes it back; every figure follows at once. */
export const POST = apiRoute("admin", async ({ principal, request }) => {
  const choice = exportPrecedence.parse(await readJson(request));
  const { organizationId, actor } = principal;
  const userId = actor.kind === "person" ? actor.userId : null;
  const isSaved = await saveExportPrecedence(organizationId, choice, userId);
  if (!isSaved) throw new ApiError(409, "too_many", "The organisation has said as much about exports as it can.");
  return new Response(null, { status: 204 });
});
