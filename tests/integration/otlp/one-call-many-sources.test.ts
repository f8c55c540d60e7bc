import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { pool } from "@/lib/db/pool";
import { ingest } from "@/lib/ingest/ingest";
import { type LoadLimits, USUAL_LIMITS } from "@/lib/ingest/load-limits";
import { countRollupDifferences } from "@/lib/ingest/rebuild-rollups";
import { createOrganization } from "../../support/factories";
import { chat, span, traces } from "../../support/otlp";
import { sharedFile } from "../../support/shared-files";

/** Small uploads in groups, and each staged and merged by itself. */
const ROADS: [string, LoadLimits][] = [
  ["in groups", USUAL_LIMITS],
  ["by merges", { ...USUAL_LIMITS, groupRecords: 0 }],
  ["on the fast road", { ...USUAL_LIMITS, groupRecords: 0, directFrom: 1 }],
];

async function send(organizationId: number, body: string | Uint8Array, limits: LoadLimits) {
  const stream = (async function* () {
    yield typeof body === "string" ? Buffer.from(body) : body;
  })();
  const actor = { kind: "command", name: "test" } as const;
  return ingest({ organizationId, stream, source: "test", format: null, actor }, limits);
}

async function stored(organizationId: number) {
  const { rows } = await pool().query(
    `SELECT external_id AS id, input_uncached::int AS input, cache_read::int AS read, output::int AS output,
            reasoning::int AS reasoning, cost::text AS cost, tier.value AS tier, project.value AS project
       FROM usage_records r
       LEFT JOIN dimension_values tier ON tier.organization_id = r.organization_id AND tier.dimension = 'serviceTier' AND tier.id = r.service_tier_id
       LEFT JOIN dimension_values project ON project.organization_id = r.organization_id AND project.dimension = 'project' AND project.id = r.project_id
      WHERE r.organization_id = $1 ORDER BY external_id`,
    [organizationId],
  );
  expect(await countRollupDifferences(organizationId)).toBe(0);
  return rows;
}

/** Captures of real clients that called the same mock. */
const CAPTURES = [
  "12b_otlp_traces_otel_instrumentation_openai_captured.pb",
  "12d_otlp_traces_vercel_aisdk7_captured.json",
  "12e_otlp_traces_vercel_aisdk_legacy_captured.json",
  "12g_otlp_traces_traceloop_captured.pb",
].map((name) => readFileSync(sharedFile("samples", name)));

describe.each(ROADS)("%s", (_, limits) => {
  test("what many instrumentations saw of three calls are three records, the fullest of each, in whatever order", async () => {
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(CAPTURES, { minLength: 4 }), async (captures) => {
        const { organizationId } = await createOrganization();
        for (const capture of captures) await send(organizationId, capture, limits);
        const rows = await stored(organizationId);
        // Embeddings have no id of the answer: those of three captures are known by their spans.
        expect(rows.filter(({ id }) => id.includes(":"))).toHaveLength(3);
        const calls = rows.filter(({ id }) => !id.includes(":"));
        expect(calls.map(({ id, input, read, output, reasoning }) => [id, input, read, output, reasoning])).toEqual([
          ["chatcmpl-ABC123", 86, 1920, 300, 192],
          ["chatcmpl-STREAM1", 86, 1920, 300, 192],
          ["resp_0abc", 476, 1024, 410, 256],
        ]);
      }),
      { numRuns: 6 },
    );
  });

  test("a log that knows the tier and a span that knows the project: the price decides, in both orders", async () => {
    const log = {
      ...{ id: "chatcmpl-9", object: "chat.completion", created: 1_795_445_950, model: "gpt-4.1-2025-04-14" },
      service_tier: "flex",
      usage: {
        ...{ prompt_tokens: 1000, completion_tokens: 100, total_tokens: 1100 },
        prompt_tokens_details: { cached_tokens: 800 },
      },
    };
    const seen = chat({ "gen_ai.response.id": "chatcmpl-9", "gen_ai.usage.cache_read.input_tokens": 800 });
    const bodies = [JSON.stringify(log), JSON.stringify(traces([span(1, seen)]))];
    for (const order of [bodies, [...bodies].reverse()]) {
      const { organizationId } = await createOrganization();
      for (const body of [...order, ...order]) await send(organizationId, body, limits);
      expect(await stored(organizationId)).toMatchObject([{ id: "chatcmpl-9", input: 200, read: 800, tier: "flex" }]);
      const atOnce = await createOrganization();
      expect(await send(atOnce.organizationId, order.join("\n"), limits)).toMatchObject({ inserted: 1, duplicates: 1 });
      expect(await stored(atOnce.organizationId)).toMatchObject([{ id: "chatcmpl-9", tier: "flex" }]);
    }
  });

  test("a batch knows that its calls are of a batch, whatever others say of them, in any order and however often", async () => {
    const usage = { prompt_tokens: 1000, completion_tokens: 100, total_tokens: 1100 };
    const response = {
      ...{ id: "chatcmpl-9", object: "chat.completion", created: 1_795_445_950, model: "gpt-4.1-2025-04-14" },
      ...{ service_tier: "default", usage },
    };
    const output = { id: "batch_req_1", custom_id: "one", response: { status_code: 200, body: response }, error: null };
    const logged = { response, project: "checkout", user: "u_1" };
    const certain = { ...response, usage: { ...usage, prompt_tokens_details: { cached_tokens: 0 } } };
    const seen = chat({ "gen_ai.response.id": "chatcmpl-9" });
    const bodies = [output, logged, certain, traces([span(1, seen)])].map((body) => JSON.stringify(body));
    const alone = await createOrganization();
    await send(alone.organizationId, bodies[0] as string, limits);
    const [known] = await stored(alone.organizationId);
    expect(known).toMatchObject({ id: "chatcmpl-9", input: 1000, output: 100, tier: "batch", cost: "1400000000000" });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...bodies), { maxLength: 4 }), fc.nat(4), async (others, place) => {
        const { organizationId } = await createOrganization();
        const order = others.toSpliced(place, 0, bodies[0] as string);
        for (const body of order) await send(organizationId, body, limits);
        expect(await stored(organizationId)).toEqual([known]);
        const atOnce = await createOrganization();
        await send(atOnce.organizationId, order.join("\n"), limits);
        expect(await stored(atOnce.organizationId)).toEqual([known]);
      }),
      { numRuns: 15 },
    );
  });

  test("a line that knows as much and says something else is a revision, one that knows less a duplicate", async () => {
    const { organizationId } = await createOrganization();
    const line = (input: number, some = {}) =>
      JSON.stringify({
        id: "a",
        timestamp: "2026-11-03T09:14:07Z",
        model: "gpt-5",
        project: "x",
        tokens: { input },
        ...some,
      });
    expect(await send(organizationId, line(10), limits)).toMatchObject({ inserted: 1 });
    expect(await send(organizationId, line(20), limits)).toMatchObject({ revised: 1 });
    expect(await send(organizationId, line(20, { project: "y" }), limits)).toMatchObject({ revised: 1 });
    expect(await send(organizationId, line(20, { project: null }), limits)).toMatchObject({ duplicates: 1 });
    expect(await send(organizationId, line(30, { project: null }), limits)).toMatchObject({ revised: 1 });
    expect(await stored(organizationId)).toMatchObject([{ input: 30, project: null }]);
  });
});
