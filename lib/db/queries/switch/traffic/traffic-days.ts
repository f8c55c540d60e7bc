import "server-only";
import type { ClientBase, Pool } from "pg";

/** A day of the organisation's zone that has usage, `[start, end)`, microseconds since 1970. */
export interface TrafficDay {
  start: number;
  end: number;
  /** The same as long as the day's records are. */
  version: string;
  records: number;
}

/** How pieces are written; raised when that changes, so that older ones are made anew. */
const FORMAT = 1;

/**
 * The days of an organisation that have usage between two instants, and those just beside it.
 *
 * The version says which transactions last wrote the day's rollups. Whatever changes a record changes a rollup of its
 * day in the same transaction (an upload, a revision, a deletion, a repricing, a rebuild), so no road of ingest has to
 * know about the switch lab. `xmin` is a row's transaction; hashed, so that no two sets of rows add up to the same.
 */
export async function trafficDays(
  client: Pool | ClientBase,
  organizationId: number,
  from: Date,
  to: Date,
): Promise<TrafficDay[]> {
  const { rows } = await client.query<{ start: string; end: string; version: string; records: string }>(DAYS, [
    organizationId,
    from,
    to,
  ]);
  return rows.map(({ start, end, version, records }) => ({
    start: Number(start) * 1_000_000,
    end: Number(end) * 1_000_000,
    version: `${FORMAT}:${version}`,
    records: Number(records),
  }));
}

const DAYS = `
  SELECT extract(epoch FROM slot)::bigint AS start,
         extract(epoch FROM date_trunc('day', slot + interval '36 hours', time_zone))::bigint AS end,
         count(*) || ':' || sum(hashint8extended(rollups.xmin::text::bigint, 0)) AS version,
         sum(records) AS records
    FROM rollups JOIN organizations ON organizations.id = $1
   WHERE organization_id = $1 AND grain = 1 AND slot > $2::timestamptz - interval '27 hours' AND slot < $3
   GROUP BY slot, time_zone
   ORDER BY slot`;
