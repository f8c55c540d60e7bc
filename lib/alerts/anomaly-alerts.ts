import "server-only";
import { anomalyWatch } from "@/lib/db/queries/anomalies/anomaly-watch";
import { judgeUsage } from "@/lib/db/queries/anomalies/judge-usage";
import { anomalyTitle, judgedToJson, judgementWords } from "@/lib/spend/anomalies/anomaly";
import type { AlertDraft } from "./alert-draft";

/**
 * Days of an organisation that cost unusually much. Unusually little is shown and not told: usage that has not come in yet
 * looks the same.
 */
export async function anomalyAlerts(organizationId: number, zone: string, now: Date): Promise<AlertDraft[]> {
  const watch = await anomalyWatch(organizationId);
  if (watch.sensitivity === "off") return [];
  const judged = await judgeUsage(organizationId, watch, now);
  return judged
    .filter(({ judgement }) => judgement.kind === "more")
    .map((one) => ({
      kind: "anomaly",
      subject: one.scope === null ? "" : `${one.scope.dimension} ${one.scope.value}`,
      ...{ usage: "", period: one.day.day, threshold: 0 },
      ...{ title: anomalyTitle(one, zone), text: judgementWords(one, zone) },
      facts: { ...judgedToJson(one, zone), sensitivity: watch.sensitivity },
    }));
}
