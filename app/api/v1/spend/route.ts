import { getSpend } from "@/lib/db/queries/spend/get-spend";
import { apiRoute } from "@/lib/http/api-route";
import { csv } from "@/lib/http/csv";
import { json } from "@/lib/http/json";
import { prefersCsv } from "@/lib/http/prefers-csv";
import { answerToCsv } from "@/lib/spend/answer-to-csv";
import { answerToJson } from "@/lib/spend/answer-to-json";
import { questionFromParams } from "@/lib/spend/question-from-params";

/** Spend by time and dimensions, as JSON or (Accept: text/csv) CSV. */
export const GET = apiRoute("read", async ({ principal, request, url }) => {
  const question = questionFromParams(url.searchParams, { timeZone: principal.timeZone, now: new Date() });
  const answer = await getSpend(principal.organizationId, question);
  return prefersCsv(request, url) ? csv(answerToCsv(answer), "outlay-spend.csv") : json(answerToJson(answer));
});
