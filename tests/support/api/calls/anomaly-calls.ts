import { POST as sendUsage } from "@/app/api/v1/usage/route";
import { changeAnomalyWatch } from "@/lib/db/queries/anomalies/anomaly-watch";
import { apiRequest } from "../../factories";
import type { Home } from "../home";
import type { CallsByOperation } from "../operation-calls";

const DAY = 86_400_000;

/** Usage of yesterday and the day before, and of so many weeks before, of a project that bears the home's mark. */
async function weeksOfUsage({ organizationId, mark, key }: Home, weeks: number) {
  await changeAnomalyWatch(organizationId, { byProject: true, byModel: true });
  const usage = { provider: "openai", model: "gpt-4.1", project: mark, tokens: { input: 1_000_000, output: 0 } };
  // The newest is of yesterday: the day before that is known as a whole, whatever time it is.
  const ages = Array.from({ length: weeks + 1 }, (_, week) => [1 + 7 * week, 2 + 7 * week]).flat();
  const lines = ages.map((age) =>
    JSON.stringify({ ...usage, timestamp: new Date(Date.now() - age * DAY).toISOString() }),
  );
  await sendUsage(apiRequest("/api/v1/usage", key, { method: "POST", body: lines.join("\n") }));
  return {};
}

/** Days that are not as usual. */
export const anomalyCalls: CallsByOperation = {
  "GET /api/v1/anomalies": {
    succeeds: (home) => weeksOfUsage(home, 8),
    alsoSucceeds: {
      "with too little history": (home) => weeksOfUsage(home, 1),
      "without usage": () => ({}),
    },
  },
  "PATCH /api/v1/anomalies": {
    succeeds: () => ({ body: { sensitivity: "high", byModel: true, byProject: false } }),
  },
};
