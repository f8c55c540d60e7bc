import { getToldDays } from "@/lib/db/queries/reconciliation/get-told-days";
import { apiRoute } from "@/lib/http/api-route";
import { json } from "@/lib/http/json";
import { viewOf } from "@/lib/spend/export-view";
import { readPeriod, readTimeZone } from "@/lib/spend/question-from-params";
import type { DayView } from "@/lib/spend/told-days";
import { roadSumsToJson } from "../overlaps/road-sums-to-json";

/** What exports tell of in several ways, by UTC day, and which of them count. */
export const GET = apiRoute("read", async ({ principal, url }) => {
  const timeZone = readTimeZone(url.searchParams, "UTC");
  const period = readPeriod(url.searchParams, timeZone, new Date());
  const days = await getToldDays(principal.organizationId, period);
  return json({
    from: period.from.toISOString(),
    to: period.to.toISOString(),
    days: days.map(({ views, ...day }) => ({ ...day, views: views.map(viewToJson) })),
  });
});

function viewToJson({ view, standing, toldBy, uploads, sums }: DayView) {
  const { seconds, told } = viewOf(view);
  return {
    ...{ view, periodSeconds: seconds || null, dimensions: [...told.keys()], standing, toldBy },
    uploads: uploads.map(({ id, source }) => ({ batchId: String(id), source })),
    sums: roadSumsToJson(sums),
  };
}
