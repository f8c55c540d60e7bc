import "server-only";
import type { PoolClient } from "pg";
import { RECORD_COLUMNS } from "../rows/record-row";
import { type BroughtBack, bringBack, type WrittenBefore } from "./bring-back";
import {
  COMBINE_AGGREGATES,
  DROP_AGGREGATES_OF_OTHER_FILES,
  DROP_EQUAL_CONTENT_OF_OTHER_FILES,
  DROP_REPEATED_REQUESTS,
  NUMBER_EQUAL_CONTENT,
} from "./combine-within-batch";
import {
  FIND_STORED_OF_FEW,
  FIND_STORED_OF_MANY,
  FIND_STORED_ON_OTHER_DAYS_OF_MANY,
  KEEP_STORED_TIMES,
  MAY_BE_ON_ANY_DAY,
  STORED_DAYS,
} from "./find-stored";
import { lookUpAtOnce, MOST_LOOK_UPS } from "./look-up";
import type { MergeCounts } from "./merge-counts";
import { addToRollups } from "./rollups";

/** First key of the advisory lock under which an organisation's merges run one after another. */
export const MERGE_LOCK_CLASS = 7002;

/**
 * Merges a batch's staged records into the organisation's records and rollups. Runs inside the caller's transaction;
 * the lock it takes is held until that ends. `before` is what the upload has written into the records already, in the
 * same transaction; what of it turns out to belong to staged lines is counted here, and taken off `inserted` and
 * `unpriced`, which may become negative by it.
 *
 * Counting: every staged line is counted once. A line whose request comes again within the batch is a duplicate; lines
 * that were summed into one aggregate share its fate.
 */
export async function mergeBatch(
  client: PoolClient,
  organizationId: number,
  batchId: number,
  before: WrittenBefore | null,
): Promise<MergeCounts> {
  const scope: [number, number] = [organizationId, batchId];
  await client.query("SELECT pg_advisory_xact_lock($1, $2)", [MERGE_LOCK_CLASS, organizationId]);
  await client.query("SET LOCAL work_mem = '128MB'");
  await lookUpAtOnce(client);
  const brought = before ? await bringBack(client, scope, before) : NOTHING;
  const grains = await grainsOf(client, scope);
  const repeated = await combine(client, scope, grains);
  await findStored(client, scope, grains);
  const counts = await client.query<
    Record<string, string> & Record<"first" | "last" | "first_replaced" | "last_replaced", Date | null>
  >(COUNT_OUTCOMES, scope);
  const row = counts.rows[0];
  if (!row) throw new Error("counting a batch always answers a row");
  if (Number(row.revised) > 0) {
    await addToRollups(client, organizationId, { kind: "replaced by batch", batchId });
    await client.query(KEEP_STORED_TIMES, scope);
    await client.query(DELETE_REVISED, scope);
  }
  await addToRollups(client, organizationId, { kind: "staged in batch", batchId });
  await client.query(INSERT_RECORDS, scope);
  await client.query(INSERT_STORED_KEYS, scope);
  await client.query("DELETE FROM staged_records WHERE organization_id = $1 AND batch_id = $2", scope);
  return {
    inserted: Number(row.inserted) - brought.inserted,
    duplicates: Number(row.duplicates) + repeated,
    revised: Number(row.revised),
    unpriced: Number(row.unpriced) - brought.unpriced,
    firstUsageAt: row.first,
    lastUsageAt: row.last,
    firstReplacedOn: row.first_replaced,
    lastReplacedOn: row.last_replaced,
  };
}

const NOTHING: BroughtBack = { inserted: 0, unpriced: 0 };

/** Makes one of the lines that tell of one thing. Answers how many were lines of what another one tells. */
async function combine(client: PoolClient, scope: readonly number[], grains: Grains): Promise<number> {
  let repeated = 0;
  if (grains.has(0)) repeated += await countOf(client, DROP_REPEATED_REQUESTS, scope);
  if (grains.get(1)?.inFiles) repeated += await countOf(client, DROP_AGGREGATES_OF_OTHER_FILES, scope);
  if (grains.has(1)) await client.query(COMBINE_AGGREGATES, [...scope]);
  if (grains.get(2)?.inFiles) repeated += await countOf(client, DROP_EQUAL_CONTENT_OF_OTHER_FILES, scope);
  if (grains.has(2)) await client.query(NUMBER_EQUAL_CONTENT, [...scope]);
  return repeated;
}

type Grains = ReadonlyMap<number, OfGrain>;

/** Staged lines of one grain, how many of them may be stored under another day, and whether they are of several files. */
interface OfGrain {
  count: number;
  onAnyDay: number;
  inFiles: boolean;
}

async function grainsOf(client: PoolClient, scope: readonly number[]): Promise<Grains> {
  const { rows } = await client.query<{ grain: number; count: string; on_any_day: string; in_files: boolean }>(
    COUNT_GRAINS,
    [...scope],
  );
  const ofGrain = (row: (typeof rows)[number]): OfGrain => {
    return { count: Number(row.count), onAnyDay: Number(row.on_any_day), inFiles: row.in_files };
  };
  return new Map(rows.map((row) => [row.grain, ofGrain(row)] as const));
}

const COUNT_GRAINS = `
  SELECT grain, count(*), count(*) FILTER (WHERE ${MAY_BE_ON_ANY_DAY}) AS on_any_day, min(file) < max(file) AS in_files
    FROM staged_records s WHERE organization_id = $1 AND batch_id = $2 GROUP BY grain`;

async function countOf(client: PoolClient, sql: string, scope: readonly number[]): Promise<number> {
  return (await client.query(sql, [...scope])).rowCount ?? 0;
}

/** Finds what is stored already, also under another day: a request may be sent again with another time, or without one. */
async function findStored(client: PoolClient, scope: readonly number[], grains: Grains): Promise<void> {
  const { rows } = await client.query<{ day: string }>(`SELECT day::text FROM (${STORED_DAYS}) AS stored`, [scope[0]]);
  const days = rows.map((row) => row.day);
  if (days.length === 0) return;
  const [all, onAnyDay] = [sumOf(grains, "count"), sumOf(grains, "onAnyDay")];
  const few = onAnyDay * days.length <= MOST_LOOK_UPS && all <= FEW_RECORDS;
  if (few) {
    await client.query(FIND_STORED_OF_FEW, [...scope, days]);
    return;
  }
  await client.query(FIND_STORED_OF_MANY, [...scope]);
  if (onAnyDay > 0) await client.query(FIND_STORED_ON_OTHER_DAYS_OF_MANY, [...scope]);
}

function sumOf(grains: Grains, of: "count" | "onAnyDay"): number {
  let sum = 0;
  for (const grain of grains.values()) sum += grain[of];
  return sum;
}

/** Up to this many records are looked up through the index. */
const FEW_RECORDS = 20_000;

const COUNT_OUTCOMES = `
  SELECT coalesce(sum(lines) FILTER (WHERE outcome = 0), 0) AS inserted,
         coalesce(sum(lines) FILTER (WHERE outcome = 1), 0) AS duplicates,
         coalesce(sum(lines) FILTER (WHERE outcome = 2), 0) AS revised,
         coalesce(sum(lines) FILTER (WHERE outcome <> 1 AND cost IS NULL), 0) AS unpriced,
         min(timestamp) AS first, max(timestamp) AS last,
         min(stored_day) FILTER (WHERE outcome = 2)::timestamp AT TIME ZONE 'UTC' AS first_replaced,
         max(stored_day) FILTER (WHERE outcome = 2)::timestamp AT TIME ZONE 'UTC' AS last_replaced
    FROM staged_records WHERE organization_id = $1 AND batch_id = $2`;

const DELETE_REVISED = `
  DELETE FROM usage_records r USING staged_records s
   WHERE s.organization_id = $1 AND s.batch_id = $2 AND s.outcome = 2
     AND r.organization_id = $1 AND r.day = s.stored_day AND r.key = s.key`;

/** In the order of the key, so that index pages are filled one after another. */
const INSERT_RECORDS = `
  INSERT INTO usage_records (${RECORD_COLUMNS.join(", ")})
  SELECT ${RECORD_COLUMNS.join(", ")} FROM staged_records
   WHERE organization_id = $1 AND batch_id = $2 AND outcome <> 1
   ORDER BY day, key`;

/**
 * Keys and prints of contents. A record that was stored under another day is noted there too, without a content: a line
 * that says what it once said is no duplicate.
 */
const INSERT_STORED_KEYS = `
  INSERT INTO stored_keys (organization_id, day, batch_id, piece, keys, contents)
  SELECT $1, day, $2, piece, string_agg(substring(uuid_send(key) FROM 1 FOR 8), ''::bytea),
         string_agg(int8send(coalesce(content, 0)), ''::bytea)
    FROM (SELECT day, key, content, ordinal, outcome FROM staged_records WHERE organization_id = $1 AND batch_id = $2 AND outcome <> 1
          UNION ALL
          SELECT stored_day, key, NULL, ordinal, outcome FROM staged_records
           WHERE organization_id = $1 AND batch_id = $2 AND outcome = 2 AND stored_day <> day) AS merged,
         LATERAL (SELECT -2 - abs(ordinal) / 8192 AS piece) AS numbered
   GROUP BY day, piece`;
