import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { pool } from "@/lib/db/pool";
import { deleteBatch } from "@/lib/ingest/delete-batch";
import { ingest } from "@/lib/ingest/ingest";
import type { PaceLimits } from "@/lib/ingest/pace";
import { countRollupDifferences } from "@/lib/ingest/rebuild-rollups";
import { createOrganization } from "../../support/factories";

const HEADER =
  "id,timestamp,endTimestamp,provider,model,project,user,requests,input,cacheRead,output,tag.team,features";
/** The fast road from the second record on, with all the patience there is. */
const FAST: PaceLimits = { directFrom: 2, patienceMs: 60_000 };
const SLOW: PaceLimits = { directFrom: Number.POSITIVE_INFINITY, patienceMs: 60_000 };

const day = fc.integer({ min: 1, max: 4 }).map((number) => `2026-11-0${number}`);
const tokens = fc.constantFrom("100,0,7", "100,50,7", "200,0,7", "100,0,9", "4000000000,0,10", "9007199254740991,0,0");
const names = fc.constantFrom("openai,gpt-4.1,checkout,ada", "openai,gpt-5,search,bob", "nobody,unheard-of,checkout,");
const ends = fc.constantFrom("red,", ",function_calling", ",");
const request = fc
  .tuple(fc.nat(12), day, fc.constantFrom("00:10:00Z", "18:20:00Z"), names, tokens, ends)
  .map(([id, date, time, name, counts, end]) => `r${id},${date}T${time},,${name},1,${counts},${end}`);
const aggregate = fc
  .tuple(day, names, fc.integer({ min: 2, max: 5 }), tokens, ends)
  .map(
    ([date, name, requests, counts, end]) =>
      `,${date}T00:00:00Z,${date}T12:00:00Z,${name},${requests},${counts},${end}`,
  );
const content = fc
  .tuple(day, names, fc.constantFrom("100,0,7", "100,50,7"), ends)
  .map(([date, name, counts, end]) => `,${date}T03:00:00Z,,${name},1,${counts},${end}`);
const wrong = fc.constant("x,2026-11-01T00:00:00Z,,openai,gpt-4.1,,,1,-5,0,0,,");
const file = fc.array(
  fc.oneof({ weight: 5, arbitrary: request }, aggregate, content, { weight: 1, arbitrary: wrong }),
  {
    minLength: 1,
    maxLength: 30,
  },
);
/** A file, possibly with the lines of an earlier one before, after or among its own; or the deletion of an upload. */
const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      lines: file,
      again: fc.option(fc.nat(3)),
      where: fc.nat(2),
      piece: fc.integer({ min: 40, max: 900 }),
    }),
  },
  fc.nat(3),
);

async function send(organizationId: number, lines: readonly string[], limits: PaceLimits, piece = 500) {
  const bytes = Buffer.from([HEADER, ...lines, ""].join("\n"));
  const stream = (async function* () {
    for (let at = 0; at < bytes.length; at += piece) yield bytes.subarray(at, at + piece);
  })();
  const request = { organizationId, stream, source: piece % 2 ? "a.csv" : "b.csv", format: null };
  return ingest({ ...request, actor: { kind: "command", name: "test" } }, limits);
}

async function stored(organizationId: number) {
  expect(await countRollupDifferences(organizationId)).toBe(0);
  const { rows } = await pool().query(
    `SELECT day::text, key, timestamp, end_timestamp, batch_id, line, (SELECT value FROM dimension_values d
              WHERE d.organization_id = r.organization_id AND dimension = 'model' AND id = model_id) AS model,
            (SELECT value FROM dimension_values d
              WHERE d.organization_id = r.organization_id AND dimension = 'source' AND id = source_id) AS source,
            (SELECT tags FROM tag_sets t WHERE t.organization_id = r.organization_id AND t.id = tag_set_id) AS tags,
            requests, input_uncached, cache_read, cache_write, output, reasoning, cost, cost_high, unpriced_reason, external_id, detail
       FROM usage_records r WHERE organization_id = $1 ORDER BY day, key`,
    [organizationId],
  );
  return rows;
}

async function leftovers() {
  const { rows } = await pool().query(
    "SELECT (SELECT count(*)::int FROM staged_records) AS records, (SELECT count(*)::int FROM staged_rollups) AS rollups",
  );
  return rows[0];
}

let fast: number;
let slow: number;

beforeAll(async () => {
  fast = (await createOrganization("Asia/Kathmandu")).organizationId;
  slow = (await createOrganization("Asia/Kathmandu")).organizationId;
});

test("the fast road leads to the same records, counts and rollups as staging everything", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 6 }), async (steps) => {
      await pool().query("DELETE FROM usage_records");
      await pool().query("DELETE FROM rollups");
      await pool().query("DELETE FROM stored_keys");
      const sent: { lines: string[]; batchId: string }[] = [];
      for (const one of steps) {
        if (typeof one === "number") {
          const batch = sent[one];
          if (!batch) continue;
          const gone = await Promise.all([fast, slow].map((id) => deleteBatch(id, Number(batch.batchId))));
          expect(gone[0]).toBe(gone[1]);
        } else {
          const earlier = one.again === null ? [] : (sent[one.again]?.lines ?? []);
          const lines = [...one.lines];
          lines.splice(one.where === 2 ? lines.length : one.where, 0, ...earlier);
          const quick = await send(fast, lines, FAST, one.piece);
          const careful = await send(slow, lines, SLOW, one.piece);
          expect(quick).toEqual(careful);
          expect(quick.inserted + quick.duplicates + quick.revised + quick.rejected).toBe(quick.received);
          sent.unshift({ lines, batchId: quick.batchId });
        }
        expect(await stored(fast)).toEqual(await stored(slow));
      }
      expect(await leftovers()).toEqual({ records: 0, rollups: 0 });
    }),
    { numRuns: 60 },
  );
}, 300_000);
