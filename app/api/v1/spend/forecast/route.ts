import { z } from "zod";
import { getForecast } from "@/lib/db/queries/spend/get-forecast";
import { apiRoute } from "@/lib/http/api-route";
import { json } from "@/lib/http/json";
import { forecastToJson } from "@/lib/spend/forecast/forecast-to-json";
import { FORECAST_UNITS } from "@/lib/spend/forecast/period-forecast";
import { readExcluded, readFilters, readTimeZone } from "@/lib/spend/question-from-params";

const parameters = z.object({ period: z.enum(FORECAST_UNITS).default("month") });

/** What the current day, week or month cost so far and is expected to cost. */
export const GET = apiRoute("read", async ({ principal, url }) => {
  const { searchParams } = url;
  const { period } = parameters.parse(Object.fromEntries([...searchParams].filter(([, value]) => value.trim() !== "")));
  const scope = {
    unit: period,
    filters: readFilters(searchParams),
    not: readExcluded(searchParams),
    timeZone: readTimeZone(searchParams, principal.timeZone),
  };
  return json(forecastToJson(await getForecast(principal.organizationId, scope, new Date())));
});
