import { getChangeCells } from "@/lib/db/queries/spend/get-changes";
import { organizationState } from "@/lib/db/queries/spend/organization-state";
import { apiRoute } from "@/lib/http/api-route";
import { csv } from "@/lib/http/csv";
import { json } from "@/lib/http/json";
import { prefersCsv } from "@/lib/http/prefers-csv";
import { changesOf } from "@/lib/spend/changes/changes";
import { changesFromAddress } from "@/lib/spend/changes/changes-question";
import { changesToCsv } from "@/lib/spend/changes/changes-to-csv";
import { changesToJson } from "@/lib/spend/changes/changes-to-json";

/** What changed between two periods, split exactly into its causes. */
export const GET = apiRoute("read", async ({ principal, request, url }) => {
  const { organizationId, timeZone } = principal;
  const { usageUntil } = await organizationState(organizationId);
  const { question, before, after } = changesFromAddress(url.searchParams, { timeZone, now: new Date() }, usageUntil);
  const periods = { before, after, timeZone: question.timeZone };
  const { filters, not = {} } = question;
  const changes = changesOf(periods, await getChangeCells(organizationId, { ...periods, filters, not }));
  if (prefersCsv(request, url)) return csv(changesToCsv(changes), "outlay-changes.csv");
  return json(changesToJson(changes));
});
