import { hexOfWords } from "@/lib/usage/identity";
import { GRAIN_NUMBERS, type PreparedRecord } from "../rows/record-row";

/** A record of a small upload, as the statements of a group take it: JSON with the names of the columns. */
export interface GroupRow {
  /** Place within the group, and number of the batch: given when the group is made up. */
  ordinal: number;
  batch_id: number;
  /** Days since 1970, UTC. */
  day_number: number;
  /** The key, hexadecimal. */
  key: string;
  /** Microseconds since 1970. */
  at: number;
  [column: string]: number | string | null;
}

/** Makes a row of a prepared record. */
export function groupRow(prepared: PreparedRecord, sourceId: number): GroupRow {
  const { item, price, numbers, key, content } = prepared;
  const { record } = item;
  const { tokens } = record;
  return {
    ordinal: 0,
    batch_id: 0,
    source_id: sourceId,
    line: item.line,
    grain: GRAIN_NUMBERS[item.grain],
    day_number: prepared.day,
    key: hexOfWords(key),
    at: record.timestamp,
    end_at: record.endTimestamp,
    provider_id: numbers[0] as number,
    model_id: numbers[1] as number,
    service_tier_id: numbers[2] as number,
    region_id: numbers[3] as number,
    endpoint_id: numbers[4] as number,
    project_id: numbers[5] as number,
    api_key_id: numbers[6] as number,
    user_id: numbers[7] as number,
    tag_set_id: numbers[8] as number,
    applied_rate_id: numbers[9] as number,
    requests: record.requests,
    input_uncached: tokens.input - tokens.cacheRead - tokens.cacheWrite,
    cache_read: tokens.cacheRead,
    cache_write: tokens.cacheWrite,
    output: tokens.output,
    reasoning: tokens.reasoning,
    cost: amount(price.cost),
    cost_high: amount(price.costHigh),
    unpriced_reason: price.unpricedReason,
    // Lone surrogates cannot be stored.
    external_id: record.id === null ? null : Buffer.from(record.id).toString(),
    detail_json: prepared.detail,
    content_high: content[0] as number,
    content_low: content[1] as number,
  };
}

/** The records of a group ($2: an array of GroupRow) as rows `incoming`, with the columns of usage_records and some more. */
export const INCOMING = `
  incoming AS MATERIALIZED (
    SELECT $1::int AS organization_id, listed.*, date '1970-01-01' + day_number AS day,
           timestamptz '1970-01-01Z' + at * interval '1 microsecond' AS timestamp,
           timestamptz '1970-01-01Z' + end_at * interval '1 microsecond' AS end_timestamp, detail_json::jsonb AS detail
      FROM json_to_recordset($2::json) AS listed(
        ordinal int, batch_id int, source_id int, line int, grain smallint, day_number int, key uuid, at bigint, end_at bigint,
        provider_id int, model_id int, service_tier_id int, region_id int, endpoint_id int, project_id int, api_key_id int,
        user_id int, tag_set_id int, applied_rate_id int, requests bigint, input_uncached bigint, cache_read bigint,
        cache_write bigint, output bigint, reasoning bigint, cost numeric, cost_high numeric, unpriced_reason text,
        external_id text, detail_json text, stored_day date, content_high int, content_low int))`;

function amount(femtoUsd: number | bigint | null): number | string | null {
  return typeof femtoUsd === "bigint" ? String(femtoUsd) : femtoUsd;
}
