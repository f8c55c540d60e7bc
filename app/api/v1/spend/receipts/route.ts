import { spendReceipts } from "@/lib/db/queries/receipts/spend-receipts";
import { spendReceiptsToJson } from "@/lib/db/queries/receipts/spend-receipts-to-json";
import { apiRoute } from "@/lib/http/api-route";
import { json } from "@/lib/http/json";
import { questionFromParams } from "@/lib/spend/question-from-params";

/** How a sum came about: its receipts by rate card. */
export const GET = apiRoute("read", async ({ principal, url }) => {
  const question = questionFromParams(url.searchParams, { timeZone: principal.timeZone, now: new Date() });
  return json(spendReceiptsToJson(question, await spendReceipts(principal.organizationId, question)));
});
