import { POST as sendUsage } from "@/app/api/v1/usage/route";
import { apiRequest } from "../../factories";
import type { Home } from "../home";
import type { CallsByOperation } from "../operation-calls";
import { markedUsage } from "./usage-calls";

/** Sends usage to an organisation and answers the path of the batch. */
export async function sentBatch(home: Home): Promise<{ params: { id: string } }> {
  const init = { method: "POST", body: markedUsage(home) };
  const answer = await sendUsage(apiRequest(`/api/v1/usage?source=${home.mark}.csv`, home.key, init));
  return { params: { id: (await answer.json()).batchId } };
}

const MISSING = { "404 not_found": () => ({ params: { id: "999999999" } }) };

/** What came in. */
export const batchCalls: CallsByOperation = {
  "GET /api/v1/batches": {
    succeeds: async (home) => {
      await sentBatch(home);
      return {};
    },
    alsoSucceeds: {
      "a page with more behind it": async (home) => {
        for (let times = 0; times < 3; times++) await sentBatch(home);
        return { query: "limit=1&cursor=3" };
      },
    },
    fails: { "400 invalid_request": () => ({ query: "limit=0" }) },
  },
  "GET /api/v1/batches/{id}": {
    succeeds: sentBatch,
    fails: MISSING,
    alsoSucceeds: {
      "that failed": async (home) => {
        await sendUsage(apiRequest("/api/v1/usage", home.key, { method: "POST", body: "name,age\nAda,36\n" }));
        return { params: { id: "1" } };
      },
    },
  },
  "DELETE /api/v1/batches/{id}": { succeeds: sentBatch, fails: MISSING },
  "GET /api/v1/batches/{id}/rejects": { succeeds: sentBatch, fails: MISSING },
};
