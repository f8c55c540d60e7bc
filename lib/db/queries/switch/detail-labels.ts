import "server-only";
import { pool } from "@/lib/db/pool";
import { UnanswerableSwitch } from "@/lib/switch/unanswerable";
import { Parameters, scopeSql, type TrafficScope } from "./scope";

/** Counts that stand in a record's detail because most records do not have them. */
export const DETAIL_COUNTS = [
  ...["audioInput", "imageInput", "cacheReadAudio", "cacheReadImage", "audioOutput", "imageOutput"],
] as ("audioInput" | "imageInput" | "cacheReadAudio" | "cacheReadImage" | "audioOutput" | "imageOutput")[];

/** Keys of a record's detail that a price depends on. */
export const DETAIL_KEYS = [...DETAIL_COUNTS, "cacheWriteByTtl", "calls"];

/** Labels are an open set, but no real traffic has this many. */
const MOST_LABELS = 200;

/** Labels of cache writes and calls that records of a scope have, in a fixed order. */
export async function detailLabels(scope: TrafficScope): Promise<{ ttl: string[]; calls: string[] }> {
  const parameters = new Parameters();
  const { rows } = await pool().query<{ part: string; label: string }>(
    `SELECT DISTINCT part, label
       FROM usage_records,
            unnest(array['cacheWriteByTtl', 'calls']) AS part,
            jsonb_object_keys(coalesce(detail -> part, '{}')) AS label
      WHERE ${scopeSql(scope, parameters)} AND detail ?| array['cacheWriteByTtl', 'calls']
      LIMIT ${MOST_LABELS + 1}`,
    parameters.values,
  );
  if (rows.length > MOST_LABELS) {
    throw new UnanswerableSwitch(
      "too_many_labels",
      `This traffic has more than ${MOST_LABELS} kinds of cache writes and calls.`,
    );
  }
  const of = (part: string) =>
    rows
      .filter((row) => row.part === part)
      .map(({ label }) => label)
      .sort();
  return { ttl: of("cacheWriteByTtl"), calls: of("calls") };
}
