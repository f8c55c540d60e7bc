import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import { pool } from "@/lib/db/pool";
import { deleteBatch } from "@/lib/ingest/delete-batch";
import { ingest } from "@/lib/ingest/ingest";
import type { LoadLimits } from "@/lib/ingest/load-limits";
import { countRollupDifferences } from "@/lib/ingest/rebuild-rollups";
import { createOrganization } from "../../support/factories";

const HEADER =
  "id,timestamp,endTimestamp,provider,model,project,user,requests,input,cacheRead,output,tag.team,features";
/** No groups, and the fast road from the second record on, with all the patience there is. */
const FAST: LoadLimits = {
  groupBytes: 0,
  groupRecords: 0,
  silenceMs: 60_000,
  directFrom: 2,
  patienceMs: 60_000,
  storedBytes: 2 ** 26,
  rollupSums: 60_000,
  chances: 0,
};
const SLOW: LoadLimits = { ...FAST, directFrom: Number.POSITIVE_INFINITY };
const GROUPED: LoadLimits = { ...SLOW, groupBytes: 100_000, groupRecords: 1000 };

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
const REJECTED = "x,2026-11-01T00:00:00Z,,openai,gpt-4.1,,,1,-5,0,0,,";
const file = fc.array(
  fc.oneof({ weight: 5, arbitrary: request }, aggregate, content, { weight: 1, arbitrary: fc.constant(REJECTED) }),
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
      storedBytes: fc.constantFrom(0, FAST.storedBytes),
      rollupSums: fc.constantFrom(1, 12, 40, FAST.rollupSums),
      chances: fc.nat(2),
    }),
  },
  fc.nat(3),
);

/** A few lines no two of which have the same identity. */
const fewLines = fc
  .uniqueArray(fc.oneof(request, aggregate, content), { minLength: 1, maxLength: 6, selector: identityOf })
  .chain((lines) => fc.subarray([...lines, REJECTED], { minLength: 1 }));

function identityOf(line: string): string {
  const [id, from, to, provider, model, project, user] = line.split(",");
  return id || [from, to, provider, model, project, user].join();
}

async function send(organizationId: number, lines: readonly string[], limits: LoadLimits, piece = 500) {
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

async function batches(organizationId: number) {
  const { rows } = await pool().query(
    `SELECT id, status, source, format, header, bytes, received, inserted, duplicates, revised, rejected, unpriced, first_usage_at,
            last_usage_at, error, (SELECT json_agg(r ORDER BY ordinal) FROM (
              SELECT ordinal, line, field, code, message, raw FROM batch_rejects
               WHERE organization_id = $1 AND batch_id = b.id) AS r) AS rejects
       FROM batches b WHERE organization_id = $1 ORDER BY id`,
    [organizationId],
  );
  return rows;
}

async function leftovers() {
  const { rows } = await pool().query("SELECT count(*)::int AS records FROM staged_records");
  return rows[0];
}

let fast: number;
let slow: number;
let grouped: number;

async function beginAnew() {
  fast = (await createOrganization("Asia/Kathmandu")).organizationId;
  slow = (await createOrganization("Asia/Kathmandu")).organizationId;
  grouped = (await createOrganization("Asia/Kathmandu")).organizationId;
}

test("the fast road and groups lead to the same records, counts and rollups as staging everything", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 6 }), async (steps) => {
      await beginAnew();
      const sent: { lines: string[]; batchId: string }[] = [];
      for (const one of steps) {
        if (typeof one === "number") {
          const batch = sent[one];
          if (!batch) continue;
          const gone = await Promise.all([fast, slow, grouped].map((id) => deleteBatch(id, Number(batch.batchId))));
          expect(new Set(gone).size).toBe(1);
        } else {
          const earlier = one.again === null ? [] : (sent[one.again]?.lines ?? []);
          const lines = [...one.lines];
          lines.splice(one.where === 2 ? lines.length : one.where, 0, ...earlier);
          const quick = await send(
            fast,
            lines,
            { ...FAST, storedBytes: one.storedBytes, rollupSums: one.rollupSums, chances: one.chances },
            one.piece,
          );
          const careful = await send(slow, lines, SLOW, one.piece);
          expect(quick).toEqual(careful);
          // Now and then the fast road meets what groups have stored.
          expect(await send(grouped, lines, one.chances === 0 ? FAST : GROUPED, one.piece)).toEqual(careful);
          expect(quick.inserted + quick.duplicates + quick.revised + quick.rejected).toBe(quick.received);
          sent.unshift({ lines, batchId: quick.batchId });
        }
        const expected = await stored(slow);
        expect(await stored(fast)).toEqual(expected);
        expect(await stored(grouped)).toEqual(expected);
      }
      expect(await leftovers()).toEqual({ records: 0 });
    }),
    { numRuns: 40 },
  );
}, 300_000);

test("uploads that are committed together come to the same as one after another", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(fewLines, { minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 4 }),
      async (rounds) => {
        await beginAnew();
        for (const uploads of rounds) {
          const together = await Promise.all(uploads.map((lines) => send(grouped, lines, GROUPED)));
          const inOrder = together
            .map((result, index) => ({ result, lines: uploads[index] as string[] }))
            .sort((a, b) => Number(a.result.batchId) - Number(b.result.batchId));
          for (const { result, lines } of inOrder) expect(await send(slow, lines, SLOW)).toEqual(result);
          expect(await stored(grouped)).toEqual(await stored(slow));
        }
        expect(await batches(grouped)).toEqual(await batches(slow));
        // What was noted of keys and contents is right: the fast road counts all of it as repetitions.
        const again = rounds.flat(2).filter((line) => line !== REJECTED);
        expect(await send(grouped, again, FAST)).toEqual(await send(slow, again, SLOW));
        expect(await stored(grouped)).toEqual(await stored(slow));
      },
    ),
    { numRuns: 30 },
  );
}, 300_000);

const line = (id: string, input = 100) => `${id},2026-11-02T00:10:00Z,,openai,gpt-4.1,checkout,ada,1,${input},0,7,,`;

test("what a deleted upload of a group had stored is new to the fast road", async () => {
  await beginAnew();
  const [first] = await Promise.all([send(grouped, [line("a")], GROUPED), send(grouped, [line("b")], GROUPED)]);
  expect(await deleteBatch(grouped, Number(first.batchId))).toBe(true);
  expect(await send(grouped, [line("c"), line("a"), line("b")], FAST)).toMatchObject({ inserted: 2, duplicates: 1 });
  expect(await stored(grouped)).toHaveLength(3);
});

const isLocked = async () => {
  const { rows } = await pool().query(
    "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND classid = 7002 AND objid = $1",
    [fast],
  );
  return rows.length > 0;
};

/** Uploads lines in two halves; `between` runs when the first is being loaded, and the second waits for it. */
function sendInHalves(lines: readonly string[], limits: LoadLimits, between: () => Promise<void>) {
  const stream = (async function* () {
    const half = lines.length / 2;
    yield Buffer.from([HEADER, ...lines.slice(0, half), ""].join("\n").padEnd(5000, "\n"));
    await between();
    yield Buffer.from([...lines.slice(half), ""].join("\n"));
  })();
  const request = { organizationId: fast, stream, source: "halves.csv", format: null };
  return ingest({ ...request, actor: { kind: "command", name: "test" } }, limits);
}

describe("the right of way", () => {
  const aggregate = ",2026-11-03T00:00:00Z,2026-11-03T12:00:00Z,openai,gpt-4.1,checkout,ada,2,100,0,7,,";

  beforeEach(beginAnew);

  test("a sender that stalls gives it back, and everything still counts once", async () => {
    await send(fast, [line("a"), line("b"), aggregate], FAST);
    const lines = [line("a"), line("c"), line("d"), aggregate, line("c", 900), line("a", 900), aggregate, line("e")];
    const result = await sendInHalves(lines, { ...FAST, patienceMs: 50 }, async () => {
      expect(await isLocked()).toBe(true);
      while (await isLocked()) await pool().query("SELECT 1");
      expect(await send(fast, [line("d"), line("f")], FAST)).toMatchObject({ inserted: 2 });
    });
    // a is revised, c and e are new, d came by the other upload meanwhile; two aggregates are a sum of 4 requests.
    expect(result).toMatchObject({ received: 8, inserted: 2, duplicates: 3, revised: 3 });
    const rows = await stored(fast);
    expect(rows.map((row) => [row.external_id, Number(row.input_uncached), Number(row.requests)]).sort()).toEqual([
      [null, 200, 4],
      ["a", 900, 1],
      ["b", 100, 1],
      ["c", 900, 1],
      ["d", 100, 1],
      ["e", 100, 1],
      ["f", 100, 1],
    ]);
    expect(await leftovers()).toEqual({ records: 0 });
  });

  test("uploads that come meanwhile are staged, wait and are merged", async () => {
    const lines = Array.from({ length: 40 }, (_, index) => line(`r${index}`));
    let others: ReturnType<typeof send>[] = [];
    const result = await sendInHalves(lines, FAST, async () => {
      expect(await isLocked()).toBe(true);
      others = [send(fast, lines, FAST), send(fast, lines, FAST)];
    });
    expect(result).toMatchObject({ inserted: 40, duplicates: 0 });
    for (const other of await Promise.all(others)) expect(other).toMatchObject({ inserted: 0, duplicates: 40 });
    expect(await stored(fast)).toHaveLength(40);
  });

  test("a connection that breaks gives it back and leaves nothing", async () => {
    const lines = Array.from({ length: 40 }, (_, index) => line(`r${index}`));
    const broken = sendInHalves([...lines, ...lines], FAST, () => Promise.reject(new Error("connection lost")));
    await expect(broken).rejects.toThrow("connection lost");
    while (await isLocked()) await pool().query("SELECT 1");
    expect(await stored(fast)).toHaveLength(0);
    expect(await leftovers()).toEqual({ records: 0 });
    expect(await send(fast, lines, FAST)).toMatchObject({ inserted: 40 });
  });
});
