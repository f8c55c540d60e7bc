import { getSpend } from "@/lib/db/queries/spend/get-spend";
import { apiRoute } from "@/lib/http/api-route";
import { csv } from "@/lib/http/csv";
import { json } from "@/lib/http/json";
import { prefersCsv } from "@/lib/http/prefers-csv";
import { groupTable } from "@/lib/spend/group-table";
import { groupTableToCsv, groupTableToJson } from "@/lib/spend/group-table-columns";
import { tableQuestion } from "@/lib/spend/table-question";

/** The table of groups that the explore page shows at the same address, as JSON or CSV. */
export const GET = apiRoute("read", async ({ principal, request, url }) => {
  const view = tableQuestion(url.searchParams, { timeZone: principal.timeZone, now: new Date() });
  const { measure, order, rows } = view;
  const answer = await getSpend(principal.organizationId, { ...view.question, granularity: "none" });
  const table = groupTable(answer, { measure, order, most: rows });
  const shape = { groupBy: answer.groupBy, measure };
  if (prefersCsv(request, url)) return csv(groupTableToCsv(table, shape), "outlay-groups.csv");
  return json({
    from: answer.period.from.toISOString(),
    to: answer.period.to.toISOString(),
    tz: answer.timeZone,
    measure,
    ...groupTableToJson(table, shape),
  });
});
