import "server-only";
import { pool } from "@/lib/db/pool";
import { type TrafficDay, trafficDays } from "./traffic-days";

const DAY_MS = 86_400_000;

/** What-ifs are mostly about the last three months of usage at most. */
const LAST_DAYS = 92;

/** Those of the last days with usage (up to now) whose pieces are not kept as the days are now, the last one first. */
export async function unkeptDays(organizationId: number): Promise<TrafficDay[]> {
  const { rows } = await pool().query<{ slot: Date | null }>(
    "SELECT max(slot) AS slot FROM rollups WHERE organization_id = $1 AND grain = 1 AND slot <= now()",
    [organizationId],
  );
  const last = rows[0]?.slot;
  if (!last) return [];
  const from = new Date(last.getTime() - LAST_DAYS * DAY_MS);
  const [days, kept] = await Promise.all([
    trafficDays(pool(), organizationId, from, new Date(last.getTime() + 1)),
    keptVersions(organizationId),
  ]);
  return days.filter(({ start, version }) => kept.get(start) !== version).reverse();
}

async function keptVersions(organizationId: number): Promise<Map<number, string>> {
  const { rows } = await pool().query<{ start: string; version: string }>(
    `SELECT extract(epoch FROM slot)::bigint AS start, max(version) AS version FROM traffic_pieces
      WHERE organization_id = $1 GROUP BY slot HAVING count(*) = max(pieces) AND count(DISTINCT version) = 1`,
    [organizationId],
  );
  return new Map(rows.map(({ start, version }) => [Number(start) * 1_000_000, version]));
}
