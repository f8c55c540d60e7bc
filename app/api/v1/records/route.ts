import { z } from "zod";
import { listRecords } from "@/lib/db/queries/records/list-records";
import { recordToJson } from "@/lib/db/queries/records/record-to-json";
import { RECORDS_ORDERS } from "@/lib/db/queries/records/records-scope";
import { recordsToCsv } from "@/lib/db/queries/records/records-to-csv";
import { apiRoute } from "@/lib/http/api-route";
import { csv } from "@/lib/http/csv";
import { json } from "@/lib/http/json";
import { prefersCsv } from "@/lib/http/prefers-csv";
import { readRecordsCursor, writeRecordsCursor } from "@/lib/http/records-cursor";
import { readExcluded, readFilters, readPeriod, readTimeZone } from "@/lib/spend/question-from-params";

const parameters = z.object({
  sort: z.enum(RECORDS_ORDERS).default("time"),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
});

/** The records themselves, a page at a time, as JSON or CSV. */
export const GET = apiRoute("read", async ({ principal, request, url }) => {
  const { searchParams } = url;
  const { sort, limit } = parameters.parse(Object.fromEntries(searchParams));
  const period = readPeriod(searchParams, readTimeZone(searchParams, principal.timeZone), new Date());
  const after = readRecordsCursor(searchParams.get("cursor"), sort);
  const filters = readFilters(searchParams);
  const not = readExcluded(searchParams);
  const question = { period, filters, not, sort, limit, after };
  const { records, next } = await listRecords(principal.organizationId, question);
  const nextCursor = next && writeRecordsCursor(next, sort);
  if (prefersCsv(request, url))
    return csv(recordsToCsv(records), "outlay-records.csv", linkTo(nextCursor, searchParams));
  return json({ records: records.map(recordToJson), nextCursor });
});

/** A table has no place for where it goes on: a header says so (RFC 8288). */
function linkTo(nextCursor: string | null, asked: URLSearchParams): Record<string, string> {
  if (nextCursor === null) return {};
  const next = new URLSearchParams(asked);
  next.set("cursor", nextCursor);
  return { Link: `<?${next}>; rel="next"` };
}
