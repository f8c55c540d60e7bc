/** What two records of one identity must share to say the same; where they came from and what they cost do not count. */
const CONTENT = [
  ...[
    "timestamp",
    "end_timestamp",
    "provider_id",
    "model_id",
    "service_tier_id",
    "region_id",
    "endpoint_id",
    "project_id",
  ],
  ...[
    "api_key_id",
    "user_id",
    "tag_set_id",
    "requests",
    "input_uncached",
    "cache_read",
    "cache_write",
    "output",
    "reasoning",
  ],
];
const list = (table: string) => CONTENT.map((column) => `${table}.${column}`).join(", ");

/** For a line `s` whose identity is stored as `r`. Same content: a duplicate (1). Other content: a revision (2). */
export const OUTCOME = `
  CASE WHEN (${list("s")}) IS NOT DISTINCT FROM (${list("r")}) AND s.detail::jsonb IS NOT DISTINCT FROM r.detail::jsonb
       THEN 1 ELSE 2 END`;

const SET_OUTCOME = `SET stored_day = r.day, outcome = ${OUTCOME}`;

/** Identities that are stored under the same day. */
export const FIND_STORED = `
  UPDATE staged_records s ${SET_OUTCOME}
    FROM usage_records r
   WHERE s.organization_id = $1 AND s.batch_id = $2 AND r.organization_id = $1 AND r.day = s.day AND r.key = s.key
     AND r.day >= (SELECT min(day) FROM staged_records WHERE organization_id = $1 AND batch_id = $2)
     AND r.day <= (SELECT max(day) FROM staged_records WHERE organization_id = $1 AND batch_id = $2)`;

/** Requests that are stored under another day, looked up day by day. */
export const FIND_STORED_ON_OTHER_DAYS = `
  UPDATE staged_records s ${SET_OUTCOME}
    FROM unnest($3::date[]) AS other(day), usage_records r
   WHERE s.organization_id = $1 AND s.batch_id = $2 AND s.grain = 0 AND s.stored_day IS NULL AND other.day <> s.day
     AND r.organization_id = $1 AND r.day = other.day AND r.key = s.key`;

/** The same for many requests: one pass over the organisation's keys. */
export const FIND_STORED_ON_OTHER_DAYS_OF_MANY = `
  UPDATE staged_records s ${SET_OUTCOME}
    FROM usage_records r
   WHERE s.organization_id = $1 AND s.batch_id = $2 AND s.grain = 0 AND s.stored_day IS NULL
     AND r.organization_id = $1 AND r.key = s.key AND r.day <> s.day`;

/** The UTC days an organisation ($1) has records of, by hopping along the primary key: one look-up a day. */
export const STORED_DAYS = `
  WITH RECURSIVE days AS (
    (SELECT day FROM usage_records WHERE organization_id = $1 ORDER BY day LIMIT 1)
    UNION ALL
    SELECT (SELECT later.day FROM usage_records later WHERE later.organization_id = $1 AND later.day > days.day ORDER BY later.day LIMIT 1)
      FROM days WHERE days.day IS NOT NULL)
  SELECT day FROM days WHERE day IS NOT NULL`;
