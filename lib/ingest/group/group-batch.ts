import { dateFromInstant, type Instant } from "@/lib/usage/instant";
import { storable } from "../storable";
import type { SmallUpload } from "./small-upload";

/** What became of the records of one upload. */
export interface Counts {
  inserted: number;
  duplicates: number;
  revised: number;
  unpriced: number;
  /** Microseconds since 1970; infinite for none. */
  first: number;
  last: number;
}

/** A batch of a group, as the statement that writes it takes it: JSON with the names of the columns. */
export type GroupBatch = ReturnType<typeof groupBatch>;

/** Makes the batch of a small upload, with what became of its records. */
export function groupBatch(upload: SmallUpload, counts: Counts, id: number) {
  const { request, rejects, rows } = upload;
  const { actor } = request;
  const time = (instant: number) => (rows.length > 0 ? dateFromInstant(instant as Instant) : null);
  return {
    id,
    source: request.source.slice(0, 256),
    format: upload.format,
    header: storable(upload.header),
    api_key_id: actor.kind === "apiKey" ? actor.id : null,
    user_id: actor.kind === "person" ? actor.userId : null,
    sample: request.sample ?? false,
    bytes: upload.bytes,
    received: upload.received,
    inserted: counts.inserted,
    duplicates: counts.duplicates,
    revised: counts.revised,
    rejected: rejects.length,
    unpriced: counts.unpriced,
    first_usage_at: time(counts.first),
    last_usage_at: time(counts.last),
    age: Math.round(performance.now() - upload.readAt),
  };
}

/** Writes the batches of a group ($3: an array of GroupBatch); a part of a WITH. */
export const WRITE_BATCHES = `
  written_batches AS (
    INSERT INTO batches (organization_id, id, status, source, format, header, api_key_id, user_id, sample, bytes, received,
                         inserted, duplicates, revised, rejected, unpriced, first_usage_at, last_usage_at, started_at, finished_at)
    SELECT $1, id, 'committed', source, format, header, api_key_id, user_id, sample, bytes, received, inserted, duplicates,
           revised, rejected, unpriced, first_usage_at, last_usage_at, clock_timestamp() - age * interval '1 millisecond',
           clock_timestamp()
      FROM json_to_recordset($3::json) AS batch(
        id int, source text, format text, header text, api_key_id uuid, user_id uuid, sample boolean, bytes bigint,
        received bigint, inserted bigint, duplicates bigint, revised bigint, rejected bigint, unpriced bigint,
        first_usage_at timestamptz, last_usage_at timestamptz, age int))`;
