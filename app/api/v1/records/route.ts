import { z } from "zod";
import { listRecords } from "@/lib/db/queries/records/list-records";
import { recordToJson } from "@/lib/db/queries/records/record-to-json";
import { apiRoute } from "@/lib/http/api-route";
import { readCursor, writeCursor } from "@/lib/http/cursor";
import { json } from "@/lib/http/json";
import { readExcluded, readFilters, readPeriod, readTimeZone } from "@/lib/spend/question-from-params";

const parameters = z.object({
  sort: z.enum(["time", "cost"]).default("time"),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
});

/** The values are handed to the database as they are: only what it can read may pass. */
const places = {
  time: z.object({
    sort: z.literal("time"),
    value: z.string().regex(/^\d{4}-\d\d-\d\d [\d:.]+[+-][\d:]+$/),
    key: z.guid(),
  }),
  cost: z.object({ sort: z.literal("cost"), value: z.string().regex(/^-?\d{1,40}$/), key: z.guid() }),
};

/** The records themselves, a page at a time. */
export const GET = apiRoute("read", async ({ principal, url }) => {
  const { searchParams } = url;
  const { sort, limit } = parameters.parse(Object.fromEntries(searchParams));
  const period = readPeriod(searchParams, readTimeZone(searchParams, principal.timeZone), new Date());
  const after = readCursor<{ value: string; key: string }>(searchParams.get("cursor"), places[sort]);
  const filters = readFilters(searchParams);
  const not = readExcluded(searchParams);
  const question = { period, filters, not, sort, limit, after };
  const { records, next } = await listRecords(principal.organizationId, question);
  return json({ records: records.map(recordToJson), nextCursor: next && writeCursor({ sort, ...next }) });
});
