import { z } from "zod";
import { anomalyWatch, changeAnomalyWatch } from "@/lib/db/queries/anomalies/anomaly-watch";
import { judgeUsage } from "@/lib/db/queries/anomalies/judge-usage";
import { apiRoute, readJson } from "@/lib/http/api-route";
import { json } from "@/lib/http/json";
import { judgedToJson } from "@/lib/spend/anomalies/anomaly";
import { SENSITIVITIES } from "@/lib/spend/anomalies/judge";

const change = z.strictObject({
  sensitivity: z.enum(SENSITIVITIES).optional(),
  byModel: z.boolean().optional(),
  byProject: z.boolean().optional(),
});

/** How the current day so far and the one before compare with what is usual. */
export const GET = apiRoute("read", async ({ principal: { organizationId, timeZone } }) => {
  const watch = await anomalyWatch(organizationId);
  const judged = await judgeUsage(organizationId, watch, new Date());
  return json({ ...watch, judged: judged.map((one) => judgedToJson(one, timeZone)) });
});

/** Changes how days are watched. */
export const PATCH = apiRoute("admin", async ({ principal: { organizationId }, request }) => {
  await changeAnomalyWatch(organizationId, change.parse(await readJson(request)));
  return json(await anomalyWatch(organizationId));
});
