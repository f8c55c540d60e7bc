import { getOverlaps } from "@/lib/db/queries/reconciliation/get-overlaps";
import { apiRoute } from "@/lib/http/api-route";
import { json } from "@/lib/http/json";
import { usdString } from "@/lib/pricing/money";
import { countToJson } from "@/lib/spend/measures";
import { notExplained } from "@/lib/spend/overlap";
import { readPeriod, readTimeZone } from "@/lib/spend/question-from-params";
import { roadSumsToJson } from "./road-sums-to-json";

/** What came both as a provider's export and as single requests, by UTC day, and which of the two counts. */
export const GET = apiRoute("read", async ({ principal, url }) => {
  const timeZone = readTimeZone(url.searchParams, "UTC");
  const period = readPeriod(url.searchParams, timeZone, new Date());
  const overlaps = await getOverlaps(principal.organizationId, period);
  return json({
    from: period.from.toISOString(),
    to: period.to.toISOString(),
    overlaps: overlaps.map((overlap) => {
      const { day, provider, project, counted } = overlap;
      const rest = notExplained(overlap);
      return {
        ...{ day, provider, project, counted },
        export: roadSumsToJson(overlap.export),
        requests: roadSumsToJson(overlap.requests),
        notExplained: {
          cost: usdString(rest.cost),
          requests: countToJson(rest.requests),
          inputTokens: countToJson(rest.inputTokens),
          outputTokens: countToJson(rest.outputTokens),
        },
      };
    }),
  });
});
