import { isPartial } from "./find-stored";
import { doubts, known } from "./says-less";

/** Of a request that stands in the batch more than once (stream chunks, repeated lines) the most complete line stays. */
export const DROP_REPEATED_REQUESTS = `
  DELETE FROM staged_records s USING (
    SELECT ordinal, row_number() OVER (
             PARTITION BY key ORDER BY output DESC, ${isPartial("line")} IS TRUE, ${doubts("line")}, ${known("line")} DESC,
                                       cache_read DESC, ordinal DESC) AS place
      FROM staged_records line WHERE organization_id = $1 AND batch_id = $2 AND grain = 0) ranked
   WHERE s.organization_id = $1 AND s.batch_id = $2 AND s.ordinal = ranked.ordinal AND ranked.place > 1`;

/**
 * Of an aggregate that several files of an archive tell of, as exports taken at different times do, the file stays that
 * tells most: usage of a period only grows. Nothing says which is the newest.
 */
export const DROP_AGGREGATES_OF_OTHER_FILES = `
  WITH told AS (
    SELECT key, file, row_number() OVER (
             PARTITION BY key ORDER BY sum(requests) DESC NULLS LAST,
                                       sum(input_uncached + cache_read + cache_write + output) DESC, file DESC) AS place
      FROM staged_records WHERE organization_id = $1 AND batch_id = $2 AND grain = 1 GROUP BY key, file)
  DELETE FROM staged_records s USING told
   WHERE s.organization_id = $1 AND s.batch_id = $2 AND s.grain = 1 AND s.key = told.key AND s.file = told.file
     AND told.place > 1`;

/**
 * A request without an id that stands in several files of an archive is the same request: as often as the file has it that
 * has it most often.
 */
export const DROP_EQUAL_CONTENT_OF_OTHER_FILES = `
  WITH numbered AS (
    SELECT ordinal, key, file, row_number() OVER (PARTITION BY key, file ORDER BY ordinal) AS place
      FROM staged_records WHERE organization_id = $1 AND batch_id = $2 AND grain = 2),
  told AS (SELECT ordinal, row_number() OVER (PARTITION BY key, place ORDER BY file) AS again FROM numbered)
  DELETE FROM staged_records s USING told
   WHERE s.organization_id = $1 AND s.batch_id = $2 AND s.ordinal = told.ordinal AND told.again > 1`;

/**
 * Aggregates with equal period and dimensions are parts of one sum: exports repeat a key, and both rows are real. The
 * last line becomes the sum, the others go.
 */
export const COMBINE_AGGREGATES = `
  WITH sums AS (
    SELECT key, max(ordinal) AS last, count(*)::int AS lines, sum(requests)::bigint AS requests,
           sum(input_uncached)::bigint AS input_uncached, sum(cache_read)::bigint AS cache_read,
           sum(cache_write)::bigint AS cache_write, sum(output)::bigint AS output, sum(reasoning)::bigint AS reasoning,
           CASE WHEN bool_or(cost IS NULL) THEN NULL ELSE sum(cost) END AS cost,
           CASE WHEN bool_or(cost IS NULL) OR bool_and(cost_high IS NULL) THEN NULL ELSE sum(coalesce(cost_high, cost)) END AS cost_high,
           min(unpriced_reason) AS unpriced_reason,
           jsonb_agg(detail) FILTER (WHERE detail IS NOT NULL) AS details
      FROM staged_records WHERE organization_id = $1 AND batch_id = $2 AND grain = 1
     GROUP BY key HAVING count(*) > 1),
  gone AS (
    DELETE FROM staged_records s USING sums
     WHERE s.organization_id = $1 AND s.batch_id = $2 AND s.grain = 1 AND s.key = sums.key AND s.ordinal <> sums.last)
  UPDATE staged_records s
     SET lines = sums.lines, requests = sums.requests, input_uncached = sums.input_uncached, cache_read = sums.cache_read,
         cache_write = sums.cache_write, output = sums.output, reasoning = sums.reasoning, cost = sums.cost,
         cost_high = sums.cost_high, unpriced_reason = sums.unpriced_reason,
         content = NULL,
         applied_rate_id = CASE WHEN sums.cost IS NULL THEN 0 ELSE s.applied_rate_id END,
         detail = coalesce(
           (SELECT jsonb_object_agg(name, total) FROM (
              SELECT entry.key AS name,
                     CASE WHEN jsonb_typeof(min(entry.value::text)::jsonb) = 'number'
                          THEN to_jsonb(sum((entry.value::text)::numeric) FILTER (WHERE jsonb_typeof(entry.value) = 'number'))
                          ELSE min(entry.value::text)::jsonb END AS total
                FROM jsonb_array_elements(sums.details) AS part, jsonb_each(part) AS entry GROUP BY entry.key) totals),
           s.detail)
    FROM sums
   WHERE s.organization_id = $1 AND s.batch_id = $2 AND s.ordinal = sums.last`;

/** Requests without an id and of equal content are different requests: the second, third … get keys of their own. */
export const NUMBER_EQUAL_CONTENT = `
  UPDATE staged_records s SET key = md5(s.key::text || ':' || numbered.place)::uuid
    FROM (SELECT ordinal, row_number() OVER (PARTITION BY key ORDER BY ordinal) AS place
            FROM staged_records WHERE organization_id = $1 AND batch_id = $2 AND grain = 2) numbered
   WHERE s.organization_id = $1 AND s.batch_id = $2 AND s.ordinal = numbered.ordinal AND numbered.place > 1`;
