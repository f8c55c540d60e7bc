import { isOfBatch, SAYS_LESS } from "./says-less";

const TIMES = ["timestamp", "end_timestamp"];
const FURTHER = [
  ...["provider_id", "model_id", "service_tier_id", "region_id", "endpoint_id", "project_id", "api_key_id", "user_id"],
  ...["tag_set_id", "requests", "input_uncached", "cache_read", "cache_write", "output", "reasoning"],
];

/** Whether the columns of `s` and `r` say the same. */
const same = (columns: readonly string[]) => {
  const list = (table: string) => columns.map((column) => `${table}.${column}`).join(", ");
  return `(${list("s")}) IS NOT DISTINCT FROM (${list("r")})`;
};

/** Whether a record is uncertain in one of some ways; null for one without details. */
const isUncertain = (table: string, ways: string) => `${table}.detail -> 'uncertainties' ?| '{${ways}}'`;

/** Whether a record states only a part of its usage, or none. */
export const isPartial = (table: string) => isUncertain(table, "output_lower_bound,usage_missing");

/** Whether a record has the time of its upload for want of another. */
export const isUntimed = (table: string) => isUncertain(table, "time_of_upload");

const isVague = (table: string) => isUncertain(table, "output_lower_bound,usage_missing,estimated,cache_unknown");

/**
 * For a line `s` whose identity is stored as `r`. A duplicate (1), if it says the same (where it came from and what it cost
 * do not count), or less than is known: a part where the whole is known or a larger part, or no time where one is known,
 * the same without names that are known, or another service tier where the call is known to be one of a batch.
 * Anything else is a revision (2). A time of upload is not compared.
 */
export const OUTCOME = `
  CASE WHEN ${same([...TIMES, ...FURTHER])} AND s.detail IS NOT DISTINCT FROM r.detail THEN 1
       WHEN ${SAYS_LESS} THEN 1
       WHEN s.detail IS NULL OR (${isOfBatch("s")} AND ${isOfBatch("r")} IS NOT TRUE) THEN 2
       WHEN ${isPartial("s")} AND (${isPartial("r")} IS NOT TRUE OR s.output <= r.output) THEN 1
       WHEN ${isUntimed("s")} AND ${isUntimed("r")} AND ${same(FURTHER)} AND s.detail = r.detail THEN 1
       WHEN ${isUntimed("s")} AND ${isUntimed("r")} IS NOT TRUE AND (${isVague("r")} IS NOT TRUE OR ${isVague("s")}) THEN 1
       ELSE 2 END`;

/** Whether a line may be stored under another day than its own: requests with an id, and records without a time. */
export const MAY_BE_ON_ANY_DAY = `(s.grain = 0 OR ${isUntimed("s")})`;

const SET_OUTCOME = `SET stored_day = r.day, outcome = ${OUTCOME}`;

/**
 * What is stored as a line `s`, if anything is, as `r`: under its own day, or under another of the `days` (a FROM item
 * `stored` with a column `day`). The limits have each look-up go through all of the primary key: left to itself, the planner
 * may take a part of it, and go through all records of a day for every line, as long as it knows nothing of a new table.
 */
export const storedAs = (days: string) => `
  LATERAL (
    (SELECT same.* FROM usage_records same WHERE same.organization_id = $1 AND same.day = s.day AND same.key = s.key LIMIT 1)
    UNION ALL
    SELECT other.* FROM ${days}, LATERAL (
        SELECT * FROM usage_records WHERE organization_id = $1 AND usage_records.day = stored.day AND key = s.key LIMIT 1) AS other
     WHERE ${MAY_BE_ON_ANY_DAY} AND stored.day <> s.day
    LIMIT 1) AS r`;

/** Finds what is stored of a few lines, one by one; $3 are the days there are. */
export const FIND_STORED_OF_FEW = `
  WITH found AS MATERIALIZED (
    SELECT s.ordinal, r.day, ${OUTCOME} AS outcome
      FROM staged_records s, ${storedAs("unnest($3::date[]) AS stored(day)")}
     WHERE s.organization_id = $1 AND s.batch_id = $2)
  UPDATE staged_records s SET stored_day = found.day, outcome = found.outcome
    FROM found WHERE s.organization_id = $1 AND s.batch_id = $2 AND s.ordinal = found.ordinal`;

/** Finds what is stored of many lines under the same days. */
export const FIND_STORED_OF_MANY = `
  UPDATE staged_records s ${SET_OUTCOME}
    FROM usage_records r
   WHERE s.organization_id = $1 AND s.batch_id = $2 AND r.organization_id = $1 AND r.day = s.day AND r.key = s.key
     AND r.day >= (SELECT min(day) FROM staged_records WHERE organization_id = $1 AND batch_id = $2)
     AND r.day <= (SELECT max(day) FROM staged_records WHERE organization_id = $1 AND batch_id = $2)`;

/** What is stored of many lines under other days: one pass over the organisation's keys. */
export const FIND_STORED_ON_OTHER_DAYS_OF_MANY = `
  UPDATE staged_records s ${SET_OUTCOME}
    FROM usage_records r
   WHERE s.organization_id = $1 AND s.batch_id = $2 AND ${MAY_BE_ON_ANY_DAY} AND s.stored_day IS NULL
     AND r.organization_id = $1 AND r.key = s.key AND r.day <> s.day`;

/** A revision that does not know its time has that of what it replaces. */
export const KEEP_STORED_TIMES = `
  UPDATE staged_records s SET timestamp = r.timestamp, end_timestamp = r.end_timestamp, day = r.day
    FROM usage_records r
   WHERE s.organization_id = $1 AND s.batch_id = $2 AND s.outcome = 2 AND ${isUntimed("s")}
     AND r.organization_id = $1 AND r.day = s.stored_day AND r.key = s.key`;

/** The UTC days an organisation ($1) has records of, by hopping along the primary key: one look-up a day. */
export const STORED_DAYS = `
  WITH RECURSIVE days AS (
    (SELECT day FROM usage_records WHERE organization_id = $1 ORDER BY day LIMIT 1)
    UNION ALL
    SELECT (SELECT later.day FROM usage_records later WHERE later.organization_id = $1 AND later.day > days.day ORDER BY later.day LIMIT 1)
      FROM days WHERE days.day IS NOT NULL)
  SELECT day FROM days WHERE day IS NOT NULL`;
