import type { CallIn, CallsByOperation } from "../operation-calls";
import { sentBatch } from "./batch-calls";

const PERIOD = "from=2026-11-01&to=2026-12-01";

function afterUsage(query: string, headers: Record<string, string> = {}): CallIn {
  return async (home) => {
    await sentBatch(home);
    return { query: query.replaceAll("MARK", home.mark), headers };
  };
}

/** Spend. */
export const spendCalls: CallsByOperation = {
  "GET /api/v1/spend": {
    succeeds: afterUsage(`${PERIOD}&groupBy=project`),
    alsoSucceeds: {
      "in every group, against the period before": afterUsage(
        `${PERIOD}&tz=Asia/Kathmandu&granularity=week&compare=previous&groupBy=model,provider,project,apiKey,user,serviceTier,source`,
      ),
      "in every group, against another period": afterUsage(
        `${PERIOD}&beforeFrom=2026-11-01&beforeTo=2026-11-30&groupBy=model`,
      ),
      "filtered, by the hour": afterUsage(
        "from=2026-11-03&to=2026-11-05&granularity=hour&filter.project=MARK&filter.user=",
      ),
      "of nothing": () => ({ query: "granularity=none" }),
      "as CSV": afterUsage(`${PERIOD}&groupBy=project`, { accept: "text/csv" }),
    },
    fails: { "400 invalid_request": () => ({ query: "granularity=minute" }) },
  },
  "GET /api/v1/spend/table": {
    succeeds: afterUsage(`${PERIOD}&groupBy=project,model&compare=previous&sort=change`),
    alsoSucceeds: {
      "against another period": afterUsage(
        `${PERIOD}&groupBy=project&beforeFrom=2026-01-01&beforeTo=2026-02-01&sort=change`,
      ),
      "of a ratio": afterUsage(`${PERIOD}&groupBy=user&measure=cacheHitRate&rows=100`),
      "of a tag, some left out": afterUsage(`${PERIOD}&groupBy=tag.feature&not.project=MARK`),
      "of nothing": () => ({ query: "range=7d&filter.model=nothing" }),
      "as CSV": afterUsage(`${PERIOD}&groupBy=project&format=csv`),
    },
    fails: { "400 invalid_request": () => ({ query: "groupBy=model,project,user" }) },
  },
  "GET /api/v1/spend/forecast": {
    succeeds: afterUsage("period=week&filter.project=MARK"),
    alsoSucceeds: { "of the month, in a zone": afterUsage("tz=Asia/Kathmandu&not.user=nobody") },
    fails: { "400 invalid_request": () => ({ query: "period=year" }) },
  },
  "GET /api/v1/spend/changes": {
    succeeds: afterUsage(PERIOD),
    alsoSucceeds: {
      "between periods of one's own": afterUsage(
        `${PERIOD}&beforeFrom=2026-10-01&beforeTo=2026-10-15&filter.project=MARK`,
      ),
      "of nothing": () => ({ query: "filter.model=nothing" }),
      "as CSV": afterUsage(`${PERIOD}&format=csv`),
    },
    fails: { "400 invalid_request": () => ({ query: "beforeFrom=2026-10-01" }) },
  },
  "GET /api/v1/spend/receipts": {
    succeeds: afterUsage(PERIOD),
    alsoSucceeds: {
      "of what the records have to explain": afterUsage(`${PERIOD}&filter.project=MARK&filter.endpoint=`),
      "of nothing": () => ({ query: "filter.model=nothing" }),
    },
    fails: { "400 invalid_request": () => ({ query: "from=yesterday" }) },
  },
};
