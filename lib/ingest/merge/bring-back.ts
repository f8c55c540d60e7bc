import "server-only";
import type { PoolClient } from "pg";
import { RECORD_COLUMNS, type RowContext } from "../rows/record-row";
import { lookUpAtOnce, lookUpOneByOne, MOST_LOOK_UPS } from "./look-up";
import { addToRollups } from "./rollups";

/** A stored record that a line of the upload said the same as, before another line of its key was staged. */
export interface PulledRecord {
  /** Days since 1970, UTC. */
  day: number;
  /** The first 8 bytes of its key, hexadecimal. */
  key: string;
}

/** What an upload wrote straight into the records before the merge. */
export interface WrittenBefore {
  sourceId: number;
  /** UTC days (since 1970) under which records were written. */
  days: ReadonlySet<number>;
  /** Records stored by earlier uploads that lines of this one said the same as, and that compete with staged lines now. */
  pulled: readonly PulledRecord[];
  /** Whether staged lines may have the keys of records this upload has written. */
  repeats: boolean;
}

/** Lines that were brought (back) to staging, and those of them that had been counted as inserted, and as unpriced. */
export interface BroughtBack {
  inserted: number;
  unpriced: number;
}

/**
 * Brings to staging what staged lines have to be combined with: records that this upload has written already (they go,
 * from the rollups too), and copies of stored ones that it confirmed. Their ordinals are negative: they came earlier.
 */
export async function bringBack(
  client: PoolClient,
  scope: readonly [number, number],
  before: WrittenBefore,
): Promise<BroughtBack> {
  const counts = before.repeats ? await moveRepeatedBack(client, scope, before.days) : NOTHING;
  const [organizationId, batchId] = scope;
  await pullStored(client, { organizationId, batchId, sourceId: before.sourceId }, before.pulled, 0);
  return counts;
}

/** Copies stored records into staging, as lines of the upload; `before` of them were copied earlier. */
export async function pullStored(
  client: PoolClient,
  { organizationId, batchId, sourceId }: RowContext,
  pulled: readonly PulledRecord[],
  before: number,
): Promise<void> {
  if (pulled.length === 0) return;
  await lookUpOneByOne(client);
  await client.query(PULL, [
    ...[organizationId, batchId],
    pulled.map(({ day }) => dateText(day)),
    pulled.map(({ key }) => key),
    ...[sourceId, before],
  ]);
  await lookUpAtOnce(client);
}

/** Makes staged rows of everything an upload has written. */
export async function moveAllBack(client: PoolClient, organizationId: number, batchId: number): Promise<void> {
  const scope = [organizationId, batchId];
  await client.query(moveBack("usage_records r WHERE r.organization_id = $1 AND r.batch_id = $2"), scope);
  await addToRollups(client, organizationId, { kind: "moved back, taken out", batchId });
  await client.query("DELETE FROM stored_keys WHERE organization_id = $1 AND batch_id = $2", scope);
}

const NOTHING: BroughtBack = { inserted: 0, unpriced: 0 };

async function moveRepeatedBack(
  client: PoolClient,
  scope: readonly [number, number],
  days: ReadonlySet<number>,
): Promise<BroughtBack> {
  const [organizationId, batchId] = scope;
  const staged = await client.query<{ count: string }>(COUNT_STAGED, [...scope]);
  const few = Number(staged.rows[0]?.count) * days.size <= MOST_LOOK_UPS;
  await (few ? lookUpOneByOne(client) : lookUpAtOnce(client));
  const { rows } = await client.query<{ inserted: string; unpriced: string }>(few ? MOVE_FEW_BACK : MOVE_MANY_BACK, [
    ...scope,
    [...days].map(dateText),
  ]);
  await lookUpAtOnce(client);
  const counts = { inserted: Number(rows[0]?.inserted ?? 0), unpriced: Number(rows[0]?.unpriced ?? 0) };
  if (counts.inserted > 0) {
    await addToRollups(client, organizationId, { kind: "moved back, taken out", batchId });
    await client.query(FORGET_CONTENTS, [...scope]);
  }
  return counts;
}

function dateText(day: number): string {
  return new Date(day * 86_400_000).toISOString().slice(0, 10);
}

/** By the rules of `identify`: with an id a request; over a period or of several requests an aggregate. */
const GRAIN = `
  CASE WHEN external_id IS NOT NULL THEN 0 WHEN end_timestamp IS NOT NULL OR requests IS DISTINCT FROM 1 THEN 1 ELSE 2 END`;
const STAGED = ["ordinal", "grain", ...RECORD_COLUMNS].join(", ");
const columns = (prefix: string) => RECORD_COLUMNS.map((name) => `${prefix}${name}`).join(", ");

function moveBack(which: string, using = ""): string {
  return `
    WITH ${using}
    moved AS (DELETE FROM ${which} RETURNING ${columns("r.")}),
    back AS (INSERT INTO staged_records (${STAGED}) SELECT -row_number() OVER (ORDER BY line), ${GRAIN}, ${columns("")} FROM moved)
    SELECT count(*) AS inserted, count(*) FILTER (WHERE cost IS NULL) AS unpriced FROM moved`;
}

const COUNT_STAGED = "SELECT count(*) FROM staged_records WHERE organization_id = $1 AND batch_id = $2";
const ASKED = "asked AS (SELECT DISTINCT key FROM staged_records WHERE organization_id = $1 AND batch_id = $2)";
const OF_ASKED = "r.organization_id = $1 AND r.batch_id = $2 AND r.key = asked.key";

const MOVE_FEW_BACK = moveBack(
  `usage_records r USING asked, written WHERE ${OF_ASKED} AND r.day = written.day`,
  `${ASKED}, written AS (SELECT unnest($3::date[]) AS day),`,
);
const MOVE_MANY_BACK = moveBack(
  `usage_records r USING asked WHERE ${OF_ASKED}
     AND r.day >= (SELECT min(day) FROM unnest($3::date[]) AS day) AND r.day <= (SELECT max(day) FROM unnest($3::date[]) AS day)`,
  `${ASKED},`,
);

/** What was written down of their contents may not hold after the merge. */
const FORGET_CONTENTS = `
  INSERT INTO stored_keys (organization_id, day, batch_id, piece, keys, contents)
  SELECT $1, day, $2, -1, string_agg(substring(uuid_send(key) FROM 1 FOR 8), ''::bytea), string_agg(int8send(0), ''::bytea)
    FROM staged_records WHERE organization_id = $1 AND batch_id = $2 AND ordinal < 0 GROUP BY day`;

/** A pulled record stands for a line of this upload. */
const PULLED_AS: Readonly<Record<string, string>> = { batch_id: "$2", source_id: "$5" };
const PULL = `
  INSERT INTO staged_records (${STAGED})
  SELECT -1000000000 - $6::int - row_number() OVER (), ${GRAIN},
         ${RECORD_COLUMNS.map((name) => PULLED_AS[name] ?? `r.${name}`).join(", ")}
    FROM unnest($3::date[], $4::text[]) AS pulled(day, beginning)
    JOIN usage_records r ON r.day = pulled.day AND r.key >= (beginning || '0000000000000000')::uuid
                        AND r.key <= (beginning || 'ffffffffffffffff')::uuid
   WHERE r.organization_id = $1`;
