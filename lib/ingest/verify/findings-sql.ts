/** Everything an organisation ($1) has stored, counted or set aside. */
const STORED = `
  (SELECT day, key, batch_id FROM usage_records WHERE organization_id = $1
   UNION ALL SELECT day, key, batch_id FROM set_aside_records WHERE organization_id = $1)`;

/** The keys that are noted, by day, with what is known of their contents: nothing, where two entries do not agree. */
const NOTED = `
  (SELECT day, beginning, count(DISTINCT content) = 1 AND bool_and(content <> '\\x0000000000000000') AS is_known
     FROM (SELECT day, substring(keys FROM place * 8 + 1 FOR 8) AS beginning,
                  substring(contents FROM place * 8 + 1 FOR 8) AS content
             FROM stored_keys, generate_series(0, length(keys) / 8 - 1) AS place WHERE organization_id = $1) AS entries
    GROUP BY day, beginning)`;

/** Keys that are missing among the noted ones, and noted ones with a content that nothing stored has. */
export const KEYS = `
  WITH noted AS MATERIALIZED ${NOTED},
  stored AS MATERIALIZED (SELECT DISTINCT day, substring(uuid_send(key) FROM 1 FOR 8) AS beginning FROM ${STORED} AS all_stored)
  SELECT count(*) FILTER (WHERE noted.day IS NULL)::int AS missing,
         count(*) FILTER (WHERE stored.day IS NULL AND noted.is_known)::int AS too_many
    FROM stored FULL JOIN noted ON stored.day = noted.day AND stored.beginning = noted.beginning`;

/** Records whose batch is not committed. */
export const RECORDS = `
  SELECT coalesce(sum(records), 0)::int AS astray
    FROM (SELECT batch_id, count(*) AS records FROM ${STORED} AS stored GROUP BY batch_id) AS of_batch
   WHERE NOT EXISTS (SELECT 1 FROM batches WHERE organization_id = $1 AND id = batch_id AND status = 'committed')`;

/**
 * Batches that count a line not once, that keep more rejects than they have counted, or that have more records than lines
 * they took. (They may have fewer: others revise them, and lines are summed.)
 */
export const BATCHES = `
  SELECT count(*)::int AS unbalanced
    FROM batches b
    LEFT JOIN (SELECT batch_id, count(*) AS records FROM ${STORED} AS stored GROUP BY batch_id) AS of_batch ON batch_id = b.id
   WHERE b.organization_id = $1 AND b.status = 'committed'
     AND (b.received <> b.inserted + b.duplicates + b.revised + b.rejected
          OR coalesce(records, 0) > b.received - b.rejected
          OR (SELECT count(*) FROM batch_rejects r WHERE r.organization_id = $1 AND r.batch_id = b.id) > b.rejected)`;
