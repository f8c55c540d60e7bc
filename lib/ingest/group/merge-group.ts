import "server-only";
import type { PoolClient } from "pg";
import type { KnownKeys } from "../keys/known-keys";
import { BATCHES_OF_SHARED_KEYS, FEW_RECORDS, SHARED_KEYS } from "../keys/shared-keys";
import { isUntimed, OUTCOME, STORED_DAYS, storedAs } from "../merge/find-stored";
import { addSql, addToRollups, GRAINS } from "../merge/rollups";
import { RECORD_COLUMNS } from "../rows/record-row";
import { type GroupBatch, WRITE_BATCHES } from "./group-batch";
import { type GroupRow, INCOMING } from "./group-row";

/** What becomes of a row. */
export type Outcome = "inserted" | "duplicate" | "revised";

interface Found {
  ordinal: number;
  stored_day: string;
  /** When what is stored was, in microseconds since 1970, for a row that does not know its own time. */
  stored_at: string | null;
  outcome: 1 | 2;
}

/**
 * What becomes of the rows of a group, no two of which have the same key: the same as of staged rows in `mergeBatch`. In the
 * caller's transaction, which holds the lock of merges. `known` are the keys of all that is stored, if they are remembered.
 * Stored records that are revised are taken out of every figure: `writeGroup` is to follow. Answers the outcomes in the
 * order of the rows.
 */
export async function findOutcomes(
  client: PoolClient,
  organizationId: number,
  rows: readonly GroupRow[],
  known: KnownKeys | null,
): Promise<Outcome[]> {
  const outcomes: Outcome[] = rows.map(() => "inserted");
  const found = await findStored(client, organizationId, known ? rows.filter((row) => known.mayHold(row)) : rows);
  for (const { ordinal, outcome } of found) outcomes[ordinal] = outcome === 1 ? "duplicate" : "revised";
  const revised = found.filter(({ outcome }) => outcome === 2);
  if (revised.length > 0) await takeOut(client, organizationId, rows, revised);
  return outcomes;
}

/** Writes rows into the organisation's records and rollups, and batches into theirs, all in one statement. */
export async function writeGroup(
  client: PoolClient,
  organizationId: number,
  rows: readonly GroupRow[],
  batches: readonly GroupBatch[],
): Promise<void> {
  const [hasRows, hasBatches] = [rows.length > 0, batches.length > 0];
  const parts = [...(hasRows ? [WRITE_ROWS] : []), ...(hasBatches ? [WRITE_BATCHES] : [])];
  if (parts.length === 0) return;
  await client.query({
    name: `group-write-${hasRows}-${hasBatches}`,
    // A parameter that no part uses has a type by this.
    text: `WITH ${parts.join(", ")} SELECT $2::json IS NULL, $3::json IS NULL`,
    values: [organizationId, JSON.stringify(rows), JSON.stringify(batches)],
  });
}

async function findStored(client: PoolClient, organizationId: number, rows: readonly GroupRow[]): Promise<Found[]> {
  if (rows.length === 0) return [];
  const values = [organizationId, JSON.stringify(rows)];
  return (await client.query<Found>({ name: "group-find-stored", text: FIND_STORED_OF_GROUP, values })).rows;
}

/** Takes the stored records that are revised out of every figure. */
async function takeOut(
  client: PoolClient,
  organizationId: number,
  rows: readonly GroupRow[],
  revised: readonly Found[],
): Promise<void> {
  const days = revised.map((one) => one.stored_day);
  const keys = revised.map((one) => (rows[one.ordinal] as GroupRow).key);
  await addToRollups(client, organizationId, { kind: "listed, taken out", days, keys });
  await client.query(DELETE_LISTED, [organizationId, days, keys]);
  for (const { ordinal, stored_day, stored_at } of revised) {
    const row = rows[ordinal] as GroupRow;
    row.stored_day = stored_day;
    if (stored_at === null) continue;
    row.at = Number(stored_at);
    row.day_number = Math.floor(row.at / DAY);
  }
}

const DAY = 86_400_000_000;

/** Under its own day, or (a request, or what does not know its time) under any other. */
const FIND_STORED_OF_GROUP = `
  WITH ${INCOMING}, stored AS MATERIALIZED (${STORED_DAYS})
  SELECT s.ordinal, r.day::text AS stored_day, ${OUTCOME} AS outcome,
         CASE WHEN ${isUntimed("s")} THEN (extract(epoch FROM r.timestamp) * 1000000)::bigint END AS stored_at
    FROM incoming s, ${storedAs("stored")}`;

const DELETE_LISTED = `
  DELETE FROM usage_records r USING unnest($2::date[], $3::uuid[]) AS listed(day, key)
   WHERE r.organization_id = $1 AND r.day = listed.day AND r.key = listed.key`;

/** As `INSERT_STORED_KEYS` of a merge does it, for several batches. */
const INSERT_KEYS_OF_GROUP = `
  INSERT INTO stored_keys (organization_id, day, batch_id, piece, keys, contents)
  SELECT $1, day, in_batch, piece, string_agg(substring(uuid_send(key) FROM 1 FOR 8), ''::bytea),
         string_agg(content, ''::bytea)
    FROM (SELECT day, key, int4send(content_high) || int4send(content_low) AS content, batch_id FROM incoming
          UNION ALL
          SELECT stored_day, key, int8send(0), batch_id FROM incoming WHERE stored_day <> day) AS noted
    JOIN (SELECT batch_id, count(*) <= ${FEW_RECORDS} AS few FROM incoming GROUP BY batch_id) AS batch USING (batch_id),
         LATERAL (SELECT CASE WHEN few THEN ${SHARED_KEYS} ELSE batch_id END AS in_batch,
                         CASE WHEN few THEN batch_id / ${BATCHES_OF_SHARED_KEYS} ELSE -2 END AS piece) AS numbered
   GROUP BY day, in_batch, piece
  ON CONFLICT (organization_id, day, batch_id, piece)
  DO UPDATE SET keys = stored_keys.keys || excluded.keys, contents = stored_keys.contents || excluded.contents`;

const WRITE_ROWS = `
  ${INCOMING},
  records AS (
    INSERT INTO usage_records (${RECORD_COLUMNS.join(", ")})
    SELECT ${RECORD_COLUMNS.join(", ")} FROM incoming ORDER BY day, key),
  noted AS (${INSERT_KEYS_OF_GROUP}),
  ${GRAINS.map((grain) => `grain_${grain.grain} AS (${addSql(grain, "incoming r", 1)})`).join(",\n  ")}`;
