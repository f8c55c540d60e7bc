import { getChangeCells } from "@/lib/db/queries/spend/get-changes";
import { organizationState } from "@/lib/db/queries/spend/organization-state";
import { apiRoute } from "@/lib/http/api-route";
import { json } from "@/lib/http/json";
import { changesOf } from "@/lib/spend/changes/changes";
import { changesFromAddress } from "@/lib/spend/changes/changes-question";
import { changesToJson } from "@/lib/spend/changes/changes-to-json";

/** What changed between two periods, split exactly into its causes. */
export const GET = apiRoute("read", async ({ principal, url }) => {
  const { organizationId, timeZone } = principal;
  const { usageUntil } = await organizationState(organizationId);
  const { question, before, after } = changesFromAddress(url.searchParams, { timeZone, now: new Date() }, usageUntil);
  const periods = { before, after, timeZone: question.timeZone };
  const { filters, not = {} } = question;
  return json(changesToJson(changesOf(periods, await getChangeCells(organizationId, { ...periods, filters, not }))));
});
