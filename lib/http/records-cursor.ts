import { z } from "zod";
import type { RecordsCursor, RecordsOrder } from "@/lib/db/queries/records/records-scope";
import { parseTime } from "@/lib/usage/parse-timestamp";
import { readCursor, writeCursor } from "./cursor";

/** A time as Postgres writes it; it reads none of the year 0 or in a zone 16 hours away. */
const POSTGRES_TIME = /^(?!0000)\d{4}-\d\d-\d\d [\d:.]+[+-](?:0\d|1[0-5])(?::\d\d)?$/;

/** The values are handed to the database as they are: only what it can read may pass. */
const places = {
  time: z.object({
    sort: z.literal("time"),
    value: z
      .string()
      .regex(POSTGRES_TIME)
      .refine((value) => parseTime(value) !== null),
    key: z.guid(),
  }),
  cost: z.object({ sort: z.literal("cost"), value: z.string().regex(/^-?\d{1,40}$/), key: z.guid() }),
};

/**
 * Where a page of records begins; null for the first.
 * @throws ApiError 400 when the cursor is not one of ours, or of another order.
 */
export function readRecordsCursor(text: string | null, sort: RecordsOrder): RecordsCursor | null {
  return readCursor<RecordsCursor>(text, places[sort]);
}

/** The cursor of a place. */
export function writeRecordsCursor(place: RecordsCursor, sort: RecordsOrder): string {
  return writeCursor({ sort, ...place });
}
