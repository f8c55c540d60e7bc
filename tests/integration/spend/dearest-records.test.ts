import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { GET as getRecords } from "@/app/api/v1/records/route";
import { POST as sendUsage } from "@/app/api/v1/usage/route";
import { pool } from "@/lib/db/pool";
import { filterIds } from "@/lib/db/queries/dimensions/filter-ids";
import { dearestRecords, type GuessSettings } from "@/lib/db/queries/records/dearest-records";
import type { RecordsQuestion } from "@/lib/db/queries/records/records-scope";
import { inSnapshot } from "@/lib/db/snapshot";
import { parseUsd } from "@/lib/pricing/money";
import { apiRequest, createOrganization } from "../../support/factories";
import { call } from "../../support/people";

const DAYS = 6;
const OF_A_DAY = 300;
const PERIOD = { from: new Date("2026-11-01T00:00:00Z"), to: new Date("2026-11-07T00:00:00Z") };

interface Sent {
  at: number;
  project: string;
  recordId: string;
  cost: bigint | null;
}

let organizationId = 0;
let key = "";
let sent: Sent[] = [];
beforeAll(async () => {
  ({ organizationId, key } = await createOrganization());
  const lines = Array.from({ length: DAYS * OF_A_DAY }, (_, index) => {
    const timestamp = new Date(PERIOD.from.getTime() + (index * 86_400_000) / OF_A_DAY).toISOString();
    // The last day is ten times as dear, some costs are equal, and some records have no price.
    const dear = index >= (DAYS - 1) * OF_A_DAY ? 10 : 1;
    const tokens = { input: (((index * 7_919) % 499) + 1) * dear, output: 0 };
    const model = index % 23 === 0 ? "nobody-knows" : "gpt-4.1";
    return JSON.stringify({ id: `d${index}`, timestamp, provider: "openai", model, project: `p${index % 7}`, tokens });
  });
  const request = apiRequest("/api/v1/usage", key, { method: "POST", body: lines.join("\n") });
  expect((await call(sendUsage, request)).body).toMatchObject({ inserted: lines.length, rejected: 0 });
  // Another organisation's are dearer than all of them.
  const other = await createOrganization();
  const body = JSON.stringify({
    timestamp: "2026-11-03T00:00:00Z",
    model: "gpt-4.1",
    tokens: { input: 900_000, output: 0 },
  });
  await call(sendUsage, apiRequest("/api/v1/usage", other.key, { method: "POST", body }));
  // Costs of full pages are summed up when they are vacuumed.
  await pool().query("VACUUM ANALYZE usage_records");
  sent = [];
  for (let cursor: string | null = ""; cursor !== null; ) {
    const path: string = `/api/v1/records?from=2026-11-01&to=2026-11-07&limit=1000&cursor=${cursor}`;
    const { records, nextCursor } = (await call(getRecords, apiRequest(path, key))).body;
    for (const { recordId, timestamp, project, cost } of records)
      sent.push({ at: Date.parse(timestamp), project, recordId, cost: cost === null ? null : parseUsd(cost) });
    cursor = nextCursor;
  }
  expect(sent).toHaveLength(lines.length);
});

/** The priced records of a question in the order of their costs, then keys, as it is defined. */
function sorted({ period, not }: Pick<RecordsQuestion, "period" | "not">): Sent[] {
  return sent
    .filter(({ cost, at }) => cost !== null && at >= period.from.getTime() && at < period.to.getTime())
    .filter(({ project }) => !not.project?.includes(project))
    .sort((a, b) => compare(b.cost ?? 0n, a.cost ?? 0n) || compare(keyOf(b), keyOf(a)));
}

const keyOf = ({ recordId }: Sent) => recordId.slice(11);
function compare<Comparable extends bigint | string>(a: Comparable, b: Comparable): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

async function guessed(question: RecordsQuestion, settings: GuessSettings): Promise<string[] | undefined> {
  const filters = await filterIds(organizationId, question.filters, question.not);
  if (filters === null) throw new Error("the filter is of something");
  const found = await inSnapshot((database) =>
    dearestRecords(database, { organizationId, question, filters }, settings),
  );
  return found?.map((place) => `${place.day}.${place.key}`);
}

const SETTINGS: GuessSettings = { smallestPart: 0, sample: 1_000, room: [3, 24], recordsOfRange: 0 };

describe("the dearest records by a guess", () => {
  test("are those that sorting finds, whatever is asked and however wrong the guess", async () => {
    let [answered, passed] = [0, 0];
    const day = fc.integer({ min: 0, max: DAYS });
    const asked = fc.record({
      days: fc.tuple(day, day).filter(([a, b]) => a !== b),
      not: fc.constantFrom(null, null, "p0", "p3"),
      limit: fc.integer({ min: 1, max: 60 }),
      after: fc.option(fc.integer({ min: 0, max: 400 })),
      sample: fc.constantFrom(20, 100, 1_000),
      room: fc.constantFrom([1], [3, 24], [0.1, 100], [50]),
    });
    await fc.assert(
      fc.asyncProperty(asked, async ({ days, not: left, limit, after, sample, room }) => {
        const at = (index: number) => new Date(PERIOD.from.getTime() + index * 86_400_000);
        const period = { from: at(Math.min(...days)), to: at(Math.max(...days)) };
        const not = left === null ? {} : { project: [left] };
        const all = sorted({ period, not });
        const place = after === null ? null : (all[Math.min(after, all.length - 1)] ?? null);
        const rest = place ? all.slice(all.indexOf(place) + 1) : all;
        const cursor = place && { value: String(place.cost), key: keyOf(place) };
        const question: RecordsQuestion = { period, filters: {}, not, sort: "cost", limit, after: cursor };
        const found = await guessed(question, { ...SETTINGS, sample, room });
        if (found === undefined) passed += 1;
        else {
          answered += 1;
          expect(found).toEqual(rest.slice(0, limit + 1).map(({ recordId }) => recordId));
          expect(found).toHaveLength(limit + 1);
        }
      }),
      { numRuns: 120 },
    );
    expect([answered > 30, passed > 0]).toEqual([true, true]);
  });

  test("are left to sorting where that is quicker", async () => {
    const question: RecordsQuestion = { period: PERIOD, filters: {}, not: {}, sort: "cost", limit: 5, after: null };
    expect(await guessed(question, SETTINGS)).toHaveLength(6);
    expect(await guessed({ ...question, filters: { project: ["p0"] } }, SETTINGS)).toBeUndefined();
    // Where others have most of the table its pages are mostly theirs.
    expect(await guessed(question, { ...SETTINGS, smallestPart: 1 })).toBeUndefined();
    expect(await guessed(question, { ...SETTINGS, recordsOfRange: 1_280 })).toBeUndefined();
    expect(await guessed({ ...question, limit: 5_000 }, SETTINGS)).toBeUndefined();
  });

  test("leave the connection as it was", async () => {
    await inSnapshot(async (database) => {
      const question: RecordsQuestion = { period: PERIOD, filters: {}, not: {}, sort: "cost", limit: 5, after: null };
      await dearestRecords(database, { organizationId, question, filters: { named: [], tags: [] } }, SETTINGS);
      const { rows } = await database.query(
        "SELECT current_setting('enable_seqscan') AS scans, current_setting('enable_indexscan') AS indexes",
      );
      expect(rows).toEqual([{ scans: "on", indexes: "on" }]);
    });
  });
});

test("pages of the API by cost hold every record once, the dearest first, those without a price at the end", async () => {
  const seen: { recordId: string; cost: string | null }[] = [];
  for (let cursor: string | null = ""; cursor !== null; ) {
    const path: string = `/api/v1/records?from=2026-11-01&to=2026-11-07&sort=cost&limit=333&cursor=${cursor}`;
    const { records, nextCursor } = (await call(getRecords, apiRequest(path, key))).body;
    seen.push(...records);
    cursor = nextCursor;
  }
  const priced = sorted({ period: PERIOD, not: {} }).map(({ recordId }) => recordId);
  expect(seen.slice(0, priced.length).map(({ recordId }) => recordId)).toEqual(priced);
  expect(seen.slice(priced.length).every(({ cost }) => cost === null)).toBe(true);
  expect(seen).toHaveLength(sent.length);
});
