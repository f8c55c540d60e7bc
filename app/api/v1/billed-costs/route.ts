import { getBilledCosts } from "@/lib/db/queries/reconciliation/get-billed-costs";
import { apiRoute } from "@/lib/http/api-route";
import { json } from "@/lib/http/json";
import { usdString } from "@/lib/pricing/money";
import { countToJson } from "@/lib/spend/measures";
import { readPeriod, readTimeZone } from "@/lib/spend/question-from-params";

/** What was billed, by UTC day and provider, beside what the usage costs by the price book. */
export const GET = apiRoute("read", async ({ principal, url }) => {
  const timeZone = readTimeZone(url.searchParams, "UTC");
  const period = readPeriod(url.searchParams, timeZone, new Date());
  const days = await getBilledCosts(principal.organizationId, period);
  return json({
    from: period.from.toISOString(),
    to: period.to.toISOString(),
    billedCosts: days.map(({ computed, unpricedRequests, ...day }) => ({
      ...day,
      computed: computed === null ? null : usdString(computed),
      unpricedRequests: countToJson(unpricedRequests),
    })),
  });
});
