import { GET as listRecords } from "@/app/api/v1/records/route";
import { apiRequest } from "../../factories";
import type { Home } from "../home";
import type { CallsByOperation } from "../operation-calls";
import { sentBatch } from "./batch-calls";

const MISSING = { "404 not_found": () => ({ params: { id: "2026-11-03.0190a000-0000-7000-8000-000000000000" } }) };
const PERIOD = "from=2026-11-01&to=2026-12-01";

async function record(home: Home, filter: string): Promise<{ params: { id: string } }> {
  await sentBatch(home);
  const answer = await listRecords(apiRequest(`/api/v1/records?${PERIOD}&${filter}`, home.key));
  return { params: { id: (await answer.json()).records[0].recordId } };
}

/** The records themselves. */
export const recordCalls: CallsByOperation = {
  "GET /api/v1/records": {
    succeeds: async (home) => {
      await sentBatch(home);
      return { query: PERIOD };
    },
    alsoSucceeds: {
      "the dearest, with more behind them": async (home) => {
        await sentBatch(home);
        return { query: `${PERIOD}&sort=cost&limit=1&filter.project=${home.mark}` };
      },
      "as CSV": async (home) => {
        await sentBatch(home);
        return { query: `${PERIOD}&format=csv` };
      },
    },
    fails: {
      "400 invalid_request": () => ({ query: "limit=0" }),
      "400 invalid_cursor": () => ({ query: "cursor=next" }),
    },
  },
  "GET /api/v1/records/{id}": {
    succeeds: (home) => record(home, "filter.model=gpt-4.1"),
    alsoSucceeds: {
      "without a price": (home) => record(home, `filter.model=${home.mark}-model`),
    },
    fails: MISSING,
  },
  "GET /api/v1/records/{id}/receipt": {
    succeeds: (home) => record(home, "filter.model=gpt-4.1"),
    alsoSucceeds: {
      "of a record without a price": (home) => record(home, `filter.model=${home.mark}-model`),
    },
    fails: MISSING,
  },
};
