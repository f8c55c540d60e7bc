import "server-only";
import { inSnapshot } from "@/lib/db/snapshot";
import type { AnomalyScope, JudgedUsage } from "@/lib/spend/anomalies/anomaly";
import { judgeDay } from "@/lib/spend/anomalies/judge";
import { type JudgedDay, judgedDays } from "@/lib/spend/anomalies/judged-days";
import { NO_TOTALS, type Totals } from "@/lib/spend/measures";
import { earlier, type Period } from "@/lib/spend/period";
import { groupsOf, sumRows } from "../spend/group-rows";
import { organizationState } from "../spend/organization-state";
import { planSources } from "../spend/plan-sources";
import { readGroupRows } from "../spend/spend-rows";
import type { WatchSettings } from "./anomaly-watch";

type WatchedDimension = NonNullable<AnomalyScope>["dimension"];

/** Of models and projects those that cost most on the day are judged. */
const MOST_SCOPES = 50;

/**
 * How the current day so far and the one before compare with their weekday: of the whole organisation first, then, where
 * they are watched, of models and projects, the dearest first. Nothing without usage of the last days.
 */
export async function judgeUsage(organizationId: number, watch: WatchSettings, now: Date): Promise<JudgedUsage[]> {
  const { zone, usageUntil } = await organizationState(organizationId);
  if (!usageUntil) return [];
  const dimensions: (WatchedDimension | null)[] = [
    null,
    ...(watch.byModel ? (["model"] as const) : []),
    ...(watch.byProject ? (["project"] as const) : []),
  ];
  const judged: JudgedUsage[] = [];
  for (const dimension of dimensions) {
    for (const day of judgedDays(earlier(usageUntil, now), now, zone))
      judged.push(...(await judgeOne(organizationId, zone, dimension, day, watch)));
  }
  return judged;
}

async function judgeOne(
  organizationId: number,
  zone: string,
  dimension: WatchedDimension | null,
  day: JudgedDay,
  { sensitivity }: WatchSettings,
): Promise<JudgedUsage[]> {
  const [today = new Map<string, Totals>(), ...before] = await costsByScope(organizationId, zone, dimension, [
    day,
    ...day.before,
  ]);
  const names = dimension === null ? [""] : [...today.keys()].slice(0, MOST_SCOPES);
  return names.map((value): JudgedUsage => {
    const spent = today.get(value) ?? NO_TOTALS;
    const weeks = before.map((costs) => (costs.get(value) ?? NO_TOTALS).cost);
    const scope = dimension === null ? null : { dimension, value };
    return { scope, day, spent, judgement: judgeDay(spent.cost, weeks, sensitivity) };
  });
}

/** Sums by value of a dimension (or all as ""), the dearest first, for each period; all as they were at one moment. */
async function costsByScope(
  organizationId: number,
  zone: string,
  dimension: WatchedDimension | null,
  periods: readonly Period[],
): Promise<Map<string, Totals>[]> {
  const groupBy = dimension === null ? [] : [dimension];
  return inSnapshot(async (database) => {
    const all: Map<string, Totals>[] = [];
    for (const { from, to } of periods) {
      const asked = { from, to, timeZone: zone, granularity: "none", groupBy, filters: {}, compare: null } as const;
      const scope = { organizationId, question: asked, parts: planSources(asked, zone), filters: NO_FILTERS };
      const rows = await readGroupRows(database, scope);
      if (dimension === null) {
        all.push(new Map([["", sumRows(rows)]]));
        continue;
      }
      const groups = await groupsOf(database, organizationId, groupBy, rows);
      const named = groups.flatMap(({ key, totals }) => {
        const name = key[dimension];
        return name == null ? [] : [[name, totals] as const];
      });
      all.push(new Map(named));
    }
    return all;
  });
}

const NO_FILTERS = { named: [], tags: [] };
