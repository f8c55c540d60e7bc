import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { pool } from "@/lib/db/pool";
import { ingest } from "@/lib/ingest/ingest";
import { type LoadLimits, USUAL_LIMITS } from "@/lib/ingest/load-limits";
import { countRollupDifferences } from "@/lib/ingest/rebuild-rollups";
import { RECORD_COLUMNS } from "@/lib/ingest/rows/record-row";
import { createOrganization } from "../../support/factories";
import { expectedTotals, isText, SAMPLES, sampleBytes } from "../../support/samples";

/** As everybody uploads; everything staged; the fast road from the second record on. */
const STAGED: LoadLimits = { ...USUAL_LIMITS, groupBytes: 0, groupRecords: 0 };
const FAST: LoadLimits = { ...STAGED, directFrom: 2, patienceMs: 60_000, chances: 0 };
const ROADS = [USUAL_LIMITS, STAGED, FAST];

async function send(organizationId: number, bytes: Uint8Array, piece: number, limits: LoadLimits) {
  const stream = (async function* () {
    for (let at = 0; at < bytes.length; at += piece) yield bytes.subarray(at, at + piece);
  })();
  const request = { organizationId, stream, source: "sample", format: null };
  const result = await ingest({ ...request, actor: { kind: "command", name: "test" } }, limits);
  expect(result.inserted + result.duplicates + result.revised + result.rejected).toBe(result.received);
  return result;
}

/** What an organisation has stored, in sums; with what is set aside because it came by two roads. */
async function stored(organizationId: number) {
  expect(await countRollupDifferences(organizationId)).toBe(0);
  const { rows } = await pool().query<Record<string, string>>(
    `SELECT (SELECT count(*) FROM billed_costs WHERE organization_id = $1) + count(*) AS records, coalesce(sum(requests), 0) AS requests,
            coalesce(sum(input_uncached), 0) AS "in", coalesce(sum(cache_read), 0) AS read, coalesce(sum(cache_write), 0) AS w,
            coalesce(sum(output), 0) AS out, coalesce(sum(reasoning), 0) AS reasoning, coalesce(sum(cost), 0) AS cost,
            count(*) FILTER (WHERE cost IS NULL) AS unpriced,
            (SELECT coalesce(sum(amount), 0) FROM billed_costs WHERE organization_id = $1) * 1e12 AS billed
       FROM (SELECT ${RECORD_COLUMNS.join(", ")} FROM usage_records
             UNION ALL SELECT ${RECORD_COLUMNS.join(", ")} FROM set_aside_records) AS kept WHERE organization_id = $1`,
    [organizationId],
  );
  return Object.fromEntries(Object.entries(rows[0] ?? {}).map(([name, sum]) => [name, Number(sum)]));
}

function expectedSums(name: string) {
  const { records, requests, reasoning, tokens, grain, cost } = expectedTotals(name);
  const sumOf = (classes: RegExp) =>
    Object.entries(tokens).reduce((sum, [label, count]) => (classes.test(label) ? sum + count : sum), 0);
  return {
    ...{ records, requests, reasoning },
    ...{ in: sumOf(/^in/), read: sumOf(/^read/), w: sumOf(/^w/), out: sumOf(/^out/) },
    billed: grain.includes("cost") ? Math.round(Number(cost) * 1e12) : 0,
  };
}

const variants: [string, (bytes: Buffer) => Uint8Array, number][] = [
  ["as it is", (bytes) => bytes, 65_536],
  ["gzipped", (bytes) => gzipSync(bytes), 500],
  ["with CRLF", (bytes) => Buffer.from(bytes.toString().replaceAll("\n", "\r\n")), 65_536],
  ["with a byte order mark", (bytes) => Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes]), 65_536],
  ["as UTF-16, gzipped", (bytes) => gzipSync(Buffer.from(`\ufeff${bytes.toString()}`, "utf16le")), 65_536],
  ["in pieces of one byte", (bytes) => bytes, 1],
];

/** What is not text can be packed and cut up only. */
const ofBytes = variants.filter(([how]) => /^(as it is|gzipped|in pieces of one byte)$/.test(how));

test.each(SAMPLES)("%s comes to the same, however it is packed, and counts once", async (name, format) => {
  const { organizationId } = await createOrganization("Asia/Kathmandu");
  for (const [index, [, pack, piece]] of (isText(name) ? variants : ofBytes).entries()) {
    const limits = ROADS[index % ROADS.length] as LoadLimits;
    const result = await send(organizationId, pack(sampleBytes(name)), piece, limits);
    expect(result).toMatchObject({ format, rejected: 0, revised: 0 });
    if (index > 0) expect(result).toMatchObject({ inserted: 0, duplicates: result.received });
    expect(await stored(organizationId)).toMatchObject(expectedSums(name));
  }
});

describe("all samples together", () => {
  /** Spans of one mock, captured by several clients, are the same calls (tests/integration/otlp has those). */
  const apart = SAMPLES.filter(([name]) => !/^12[b-eg]/.test(name));
  const alone = new Map<string, Record<string, number>>();

  beforeAll(async () => {
    for (const [name] of apart) {
      const { organizationId } = await createOrganization();
      await send(organizationId, sampleBytes(name), 65_536, USUAL_LIMITS);
      alone.set(name, await stored(organizationId));
    }
  });

  test("come to the same in any order, in any pieces, by any road, and however often", async () => {
    const upload = fc.record({
      name: fc.constantFrom(...apart.map(([name]) => name)),
      piece: fc.integer({ min: 1, max: 3000 }),
      limits: fc.constantFrom(...ROADS),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(upload, { minLength: 2, maxLength: 12 }), async (uploads) => {
        const { organizationId } = await createOrganization();
        for (const { name, piece, limits } of uploads) await send(organizationId, sampleBytes(name), piece, limits);
        const names = [...new Set(uploads.map(({ name }) => name))];
        const sums: Record<string, number> = {};
        for (const name of names)
          for (const [label, sum] of Object.entries(alone.get(name) ?? {})) sums[label] = (sums[label] ?? 0) + sum;
        expect(await stored(organizationId)).toEqual(sums);
      }),
      { numRuns: 20 },
    );
  }, 120_000);
});
