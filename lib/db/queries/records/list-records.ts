import "server-only";
import { inSnapshot, type Queryable } from "@/lib/db/snapshot";
import { filterIds } from "../dimensions/filter-ids";
import { dearestRecords, type RecordPlace } from "./dearest-records";
import {
  type RecordsCursor,
  type RecordsQuestion,
  type RecordsScope,
  recordsConditions,
  SORTED_BY,
} from "./records-scope";
import { NAME_JOINS, RECORD_COLUMNS, type RecordRow, type StoredRecord, storedRecordFromRow } from "./stored-record";

/** One page of an organisation's records, and where the next one begins (null at the end). */
export async function listRecords(
  organizationId: number,
  question: RecordsQuestion,
): Promise<{ records: StoredRecord[]; next: RecordsCursor | null }> {
  const filters = await filterIds(organizationId, question.filters, question.not);
  if (filters === null) return { records: [], next: null };
  const { limit } = question;
  const rows = await inSnapshot(async (database) => {
    const places = await placesOf(database, { organizationId, question, filters });
    return rowsOf(database, organizationId, question, places);
  });
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    records: page.map(storedRecordFromRow),
    next: rows.length > limit && last ? { value: last.sorted_by, key: last.key } : null,
  };
}

type SortedRow = RecordRow & { sorted_by: string };

/** Records in the order of their places. */
async function rowsOf(
  database: Queryable,
  organizationId: number,
  { sort }: RecordsQuestion,
  places: readonly RecordPlace[],
): Promise<SortedRow[]> {
  const { rows } = await database.query<SortedRow>(
    `SELECT ${RECORD_COLUMNS}, (${SORTED_BY[sort]})::text AS sorted_by
       FROM unnest($2::date[], $3::uuid[]) WITH ORDINALITY AS place(day, key, number)
            JOIN usage_records AS r ON r.organization_id = $1 AND r.day = place.day AND r.key = place.key
       ${NAME_JOINS}
      ORDER BY place.number`,
    [organizationId, places.map(({ day }) => day), places.map(({ key }) => key)],
  );
  return rows;
}

/** Where the records of a page are, in order, and the one after them. */
async function placesOf(database: Queryable, scope: RecordsScope): Promise<RecordPlace[]> {
  const { sort, limit } = scope.question;
  const dearest = sort === "cost" ? await dearestRecords(database, scope) : null;
  if (dearest) return dearest;
  const { conditions, days, parameters, parameter } = recordsConditions(scope);
  // Days come first in the key, so a page of the newest reads only the days it is of.
  const order = sort === "time" ? "r.day DESC, r.timestamp DESC, r.key DESC" : `${SORTED_BY.cost} DESC, r.key DESC`;
  const { rows } = await database.query<RecordPlace>(
    `SELECT day::text AS day, key::text AS key FROM usage_records AS r
      WHERE ${[...conditions, ...days].join(" AND ")}
      ORDER BY ${order} LIMIT ${parameter(limit + 1)}`,
    parameters,
  );
  return rows;
}
