import "server-only";
import type { Queryable } from "@/lib/db/snapshot";
import { type RecordsScope, recordsConditions } from "./records-scope";

/** Where a record is stored. */
export interface RecordPlace {
  day: string;
  key: string;
}

/** When and how the dearest are guessed. */
export interface GuessSettings {
  /** The organisation has at least this part of the table: pages of all organisations are looked at. */
  smallestPart: number;
  /** At most so many records of one day are looked at to guess. */
  sample: number;
  /** A guess aims at so many times the records that are asked for; the next one, where too few were found, at more. */
  room: readonly number[];
  /** So many records are looked at to find one: about those of the pages that the index tells apart. */
  recordsOfRange: number;
}

const GUESS: GuessSettings = { smallestPart: 0.9, sample: 200_000, room: [3, 24], recordsOfRange: 1_280 };

/**
 * The places of the dearest records of a scope, one more than its limit; null where all have to be sorted, because that
 * is quicker or because there are not as many.
 *
 * Uploads would pay for an index in the order of costs. What they do not notice is a BRIN index: the least and the greatest cost of
 * every 32 pages of the table, added by vacuum when these are full. It finds the pages with records from a cost on, but has to be
 * told from which. That is guessed from one day. If too few records cost as much, the guess was too high, and the next one
 * is lower: what is answered is exact. See docs/decisions/0015-dearest-records.md.
 */
export async function dearestRecords(
  database: Queryable,
  scope: RecordsScope,
  settings: GuessSettings = GUESS,
): Promise<RecordPlace[] | null> {
  // What a filter leaves is seldom dear enough to leave pages out.
  if (isFiltered(scope)) return null;
  const wanted = scope.question.limit + 1;
  const days = await recordsByDay(database, scope);
  const all = days.reduce((sum, { records }) => sum + records, 0);
  const [fullest] = days.sort((a, b) => b.records - a.records);
  if (!fullest) return null;
  const table = await tableOf(database, scope);
  if (table.part < settings.smallestPart) return null;
  for (const times of settings.room) {
    // As many in the days outside of the period cost as much.
    const lookedAt = times * wanted * (table.records / all) * settings.recordsOfRange;
    if (lookedAt > all / 2) return null;
    const sample = Math.min(fullest.records, settings.sample);
    const floor = await costOfRank(database, scope, {
      day: fullest.day,
      sample,
      rank: (times * wanted * sample) / all,
    });
    if (floor === null) return null;
    const found = await recordsFrom(database, scope, floor);
    if (found.length >= wanted) return found;
  }
  return null;
}

function isFiltered({ filters: { named, tags } }: RecordsScope): boolean {
  return [...named, ...tags].some(({ isExcluded }) => !isExcluded);
}

interface DayRecords {
  day: string;
  records: number;
}

/** How many records an organisation has on the days of the period. */
async function recordsByDay(
  database: Queryable,
  { organizationId, question: { period } }: RecordsScope,
): Promise<DayRecords[]> {
  const { rows } = await database.query<DayRecords>(
    `SELECT ((slot + interval '12 hours') AT TIME ZONE 'UTC')::date::text AS day, sum(records)::float8 AS records
       FROM rollups
      WHERE organization_id = $1 AND grain = 1 AND slot > $2::timestamptz - interval '1 day' AND slot < $3
      GROUP BY 1`,
    [organizationId, period.from, period.to],
  );
  return rows;
}

/** How many records the table has, about, and which part of them is the organisation's; none while nobody has counted. */
async function tableOf(
  database: Queryable,
  { organizationId }: RecordsScope,
): Promise<{ records: number; part: number }> {
  const { rows } = await database.query<{ own: number; records: number }>(
    `SELECT coalesce(sum(records), 0)::float8 AS own,
            (SELECT reltuples::float8 FROM pg_class WHERE oid = 'usage_records'::regclass) AS records
       FROM rollups WHERE organization_id = $1 AND grain = 1`,
    [organizationId],
  );
  const { own = 0, records = 0 } = rows[0] ?? {};
  return records <= 0 ? { records: 0, part: 0 } : { records, part: own / records };
}

/**
 * What the record of a rank costs among the scope's of a day (the least of them, where there are fewer); null without any. Keys
 * are hashes: the first of a day's are a fair draw.
 */
async function costOfRank(
  database: Queryable,
  scope: RecordsScope,
  { day, sample, rank }: { day: string; sample: number; rank: number },
): Promise<string | null> {
  const { conditions, parameters, parameter } = recordsConditions(scope);
  const { rows } = await database.query<{ cost: string | null }>(
    `WITH drawn AS MATERIALIZED (
       SELECT cost, (${conditions.join(" AND ")}) AS asked
         FROM usage_records AS r
        WHERE organization_id = $1 AND day = ${parameter(day)}::date
        ORDER BY key LIMIT ${parameter(Math.ceil(sample))}
     )
     SELECT min(cost)::text AS cost
       FROM (SELECT cost FROM drawn WHERE asked AND cost IS NOT NULL
              ORDER BY cost DESC LIMIT ${parameter(Math.ceil(rank))}) AS dearest`,
    parameters,
  );
  return rows[0]?.cost ?? null;
}

/** The places of the dearest records of a scope among those that cost as much as `floor`. */
async function recordsFrom(database: Queryable, scope: RecordsScope, floor: string): Promise<RecordPlace[]> {
  const { conditions, parameters, parameter } = recordsConditions(scope);
  // The planner takes costs to lie scattered all over the table, as most do, and would rather read all of it: it cannot know
  // that only the dearest are asked for.
  await database.query("SET LOCAL enable_seqscan = off; SET LOCAL enable_indexscan = off");
  const { rows } = await database.query<RecordPlace>(
    `SELECT day::text AS day, key::text AS key FROM usage_records AS r
      WHERE ${conditions.join(" AND ")} AND cost >= ${parameter(floor)}::numeric
      ORDER BY r.cost DESC, r.key DESC LIMIT ${parameter(scope.question.limit + 1)}`,
    parameters,
  );
  await database.query("SET LOCAL enable_seqscan = DEFAULT; SET LOCAL enable_indexscan = DEFAULT");
  return rows;
}
