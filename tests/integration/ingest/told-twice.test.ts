import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import { pool } from "@/lib/db/pool";
import { getOverlaps } from "@/lib/db/queries/reconciliation/get-overlaps";
import { getToldDays } from "@/lib/db/queries/reconciliation/get-told-days";
import { changeTimeZone } from "@/lib/ingest/change-time-zone";
import { deleteBatch } from "@/lib/ingest/delete-batch";
import { ingest } from "@/lib/ingest/ingest";
import { USUAL_LIMITS } from "@/lib/ingest/load-limits";
import { saveExportPrecedence } from "@/lib/ingest/overlap/save-export-precedence";
import { savePrecedence } from "@/lib/ingest/overlap/save-precedence";
import { verifyOrganization } from "@/lib/ingest/verify/verify-organization";
import { createOrganization } from "../../support/factories";
import { zipOf } from "../../support/zip-of";

let organizationId: number;

beforeEach(async () => {
  ({ organizationId } = await createOrganization());
});

/** As everybody uploads, and the fast road from the first record on. */
const ROADS = [USUAL_LIMITS, { ...USUAL_LIMITS, groupBytes: 0, directFrom: 1, patienceMs: 60_000, chances: 0 }];

async function send(content: string | Uint8Array, road = 0) {
  const stream = (async function* () {
    yield Buffer.from(content);
  })();
  const request = { organizationId, stream, source: "test", format: null };
  const result = await ingest({ ...request, actor: { kind: "command", name: "test" } }, ROADS[road]);
  expect(result.inserted + result.duplicates + result.revised + result.rejected).toBe(result.received);
  return result;
}

/** Input tokens that count, in the rollups; everything that is derived has to be right. */
async function counted(): Promise<number> {
  const { rows } = await pool().query<{ sum: string | null }>(
    "SELECT sum(input_uncached) FROM rollups WHERE organization_id = $1 AND grain = 1",
    [organizationId],
  );
  const nothing = { rollups: 0, keysMissing: 0, keysTooMany: 0, recordsAstray: 0, batchesUnbalanced: 0 };
  expect(await verifyOrganization(organizationId)).toEqual(nothing);
  return Number(rows[0]?.sum ?? 0);
}

/** How many records are set aside. */
async function aside(): Promise<number> {
  const { rows } = await pool().query<{ count: number }>(
    "SELECT count(*)::int AS count FROM set_aside_records WHERE organization_id = $1",
    [organizationId],
  );
  return rows[0]?.count ?? 0;
}

/** Some usage of an account. */
interface Used {
  day?: number;
  hour?: number;
  model?: string;
  project?: string;
  key?: string;
  user?: string;
  input: number;
}

/** How it is exported. */
interface Told {
  by: readonly ("project" | "key" | "user")[];
  seconds: number;
  as?: "csv" | "api";
}

const BY_MODEL: Told = { by: [], seconds: 86_400 };
const BY_PROJECT: Told = { by: ["project"], seconds: 86_400 };
const BY_KEY: Told = { by: ["project", "key"], seconds: 86_400 };
const BY_USER: Told = { by: ["user"], seconds: 86_400 };
const HOURLY: Told = { by: [], seconds: 3600 };

const DAY = Date.parse("2026-11-02T00:00:00Z") / 1000;
/** The view `Told` is noted as. */
const BY_MODEL_VIEW = "openai-usage/86400/model";

function exported(used: readonly Used[], { by, seconds, as = "csv" }: Told): string {
  const sums = new Map<string, { input: number; requests: number }>();
  for (const one of used) {
    const at = DAY + (one.day ?? 0) * 86_400 + (one.hour ?? 0) * 3600;
    const start = Math.floor(at / seconds) * seconds;
    const names = (["project", "key", "user"] as const).map((name) => (by.includes(name) ? (one[name] ?? "") : ""));
    const row = [start, start + seconds, one.model ?? "gpt-4.1", ...names].join();
    const { input, requests } = sums.get(row) ?? { input: 0, requests: 0 };
    sums.set(row, { input: input + one.input, requests: requests + 1 });
  }
  const rows = [...sums].map(([row, sum]) => ({ cells: row.split(","), ...sum }));
  if (as === "api") return pageOf(rows);
  const lines = rows.map(({ cells, input, requests }) => `${cells.join()},${requests},${input},0`);
  return [
    "start_time,end_time,model,project_id,api_key_id,user_id,num_model_requests,input_tokens,output_tokens",
    ...lines,
    "",
  ].join("\n");
}

function pageOf(rows: readonly { cells: string[]; input: number; requests: number }[]): string {
  const data = rows.map(({ cells: [start, end, model, project, key, user], input, requests }) => ({
    ...{ object: "bucket", start_time: Number(start), end_time: Number(end) },
    results: [
      {
        ...{
          object: "organization.usage.completions.result",
          num_model_requests: requests,
          input_tokens: input,
          output_tokens: 0,
        },
        ...{ model, project_id: project || null, api_key_id: key || null, user_id: user || null },
      },
    ],
  }));
  return JSON.stringify({ object: "page", data });
}

const USED: Used[] = [
  { project: "a", key: "k1", user: "u1", input: 100 },
  { project: "a", key: "k2", user: "u2", hour: 7, input: 20 },
  { project: "b", key: "k3", user: "u1", hour: 9, input: 3 },
  { day: 1, project: "b", key: "k3", user: "u2", input: 4000 },
];
const TOTAL = 4123;

describe("the same usage told in several ways counts once", () => {
  test("in any order, by any road, and however often", async () => {
    for (const road of [0, 1]) {
      for (const ways of [
        [BY_MODEL, BY_PROJECT, BY_KEY, BY_USER, HOURLY],
        [HOURLY, BY_USER, BY_KEY, BY_PROJECT, BY_MODEL],
      ]) {
        ({ organizationId } = await createOrganization());
        for (const way of [...ways, ...ways]) {
          await send(exported(USED, way), road);
          expect(await counted()).toBe(TOTAL);
        }
        // The finest counts: by project and key. All of the others is kept.
        const kept = await aside();
        expect(kept).toBe(12);
        for (const way of ways)
          expect(await send(exported(USED, way), road)).toMatchObject({ inserted: 0, revised: 0 });
        expect([await counted(), await aside()]).toEqual([TOTAL, kept]);
      }
    }
  });

  test("the finest counts; deleted, it leaves the next its place", async () => {
    const keyed = await send(exported(USED, BY_KEY));
    const whole = await send(exported(USED, BY_MODEL));
    expect(keyed).not.toHaveProperty("warnings");
    expect(whole).toMatchObject({ inserted: 2, warnings: [{ code: "told_twice" }] });
    expect(whole.warnings?.[0]?.message).toContain("between 2026-11-02 and 2026-11-03");
    expect(whole.warnings?.[0]?.message).toContain(`(upload ${keyed.batchId}, days by model, project and key)`);
    expect(await aside()).toBe(2);
    await deleteBatch(organizationId, Number(keyed.batchId));
    expect([await counted(), await aside()]).toEqual([TOTAL, 0]);
    await send(exported(USED, BY_KEY));
    expect([await counted(), await aside()]).toEqual([TOTAL, 2]);
    await deleteBatch(organizationId, Number(whole.batchId));
    expect([await counted(), await aside()]).toEqual([TOTAL, 0]);
  });

  test("an export of the same view is nothing to be told", async () => {
    await send(exported(USED.slice(1), BY_KEY));
    expect(await send(exported(USED, BY_KEY))).not.toHaveProperty("warnings");
    expect([await counted(), await aside()]).toEqual([TOTAL, 0]);
  });

  test("a newer export of what is set aside replaces it there, and counts once it tells more", async () => {
    await send(exported(USED, BY_KEY));
    const whole = await send(exported(USED, BY_MODEL));
    const newer = await send(exported([...USED, { input: 50 }], BY_MODEL));
    expect(newer).toMatchObject({ inserted: 0, duplicates: 1, revised: 1 });
    expect(await counted()).toBe(TOTAL + 50);
    await deleteBatch(organizationId, Number(newer.batchId));
    await deleteBatch(organizationId, Number(whole.batchId));
    expect([await counted(), await aside()]).toEqual([TOTAL, 0]);
  });

  test("by the Usage API and an export with names in place of ids", async () => {
    const ids = USED.map((one) => ({ ...one, project: `proj_${one.project}` }));
    await send(exported(ids, { ...BY_PROJECT, as: "api" }));
    await send(exported(USED, BY_PROJECT));
    expect(await counted()).toBe(TOTAL);
    expect(await send(exported(USED, { ...BY_PROJECT, as: "api" }))).toMatchObject({ inserted: 0, revised: 0 });
    expect(await counted()).toBe(TOTAL);
  });

  test("by Anthropic's console and its usage report", async () => {
    const report = {
      data: [
        {
          ...{ starting_at: "2026-11-02T00:00:00Z", ending_at: "2026-11-03T00:00:00Z" },
          results: [
            {
              model: "claude-opus-5",
              workspace_id: "wrkspc_1",
              uncached_input_tokens: 60,
              output_tokens: 5,
              service_tier: "standard",
            },
            {
              model: "claude-opus-5",
              workspace_id: null,
              uncached_input_tokens: 40,
              output_tokens: 0,
              service_tier: "standard",
            },
          ],
        },
      ],
    };
    const header =
      "usage_date_utc,model_version,api_key,workspace,usage_type,usage_input_tokens_no_cache,usage_output_tokens";
    const console = `${header}\n2026-11-02,claude-opus-5,k1,Default,standard,100,5\n`;
    for (const uploads of [
      [JSON.stringify(report), console],
      [console, JSON.stringify(report)],
    ]) {
      ({ organizationId } = await createOrganization());
      for (const upload of [...uploads, ...uploads]) await send(upload);
      expect(await counted()).toBe(100);
    }
  });

  test("in one archive", async () => {
    const archive = zipOf([
      ["by-model.csv", exported(USED, BY_MODEL)],
      ["by-key.csv", exported(USED, BY_KEY)],
    ]);
    expect(await send(archive)).toMatchObject({ inserted: 6 });
    expect([await counted(), await aside()]).toEqual([TOTAL, 2]);
    expect(await send(archive)).toMatchObject({ inserted: 0, revised: 0 });
    expect([await counted(), await aside()]).toEqual([TOTAL, 2]);
  });

  test("where a row without a project is not the sum of all projects", async () => {
    const used = [{ input: 60 }, { project: "a", input: 40 }];
    for (const ways of [
      [BY_MODEL, BY_PROJECT],
      [BY_PROJECT, BY_MODEL],
    ]) {
      ({ organizationId } = await createOrganization());
      const uploads = [];
      for (const way of ways) uploads.push(await send(exported(used, way)));
      expect(uploads).toMatchObject([{ revised: 0 }, { revised: 0, duplicates: 0 }]);
      expect(await counted()).toBe(100);
      await deleteBatch(organizationId, Number(uploads[1]?.batchId));
      expect(await counted()).toBe(100);
    }
  });
});

const TWO_MODELS: Used[] = [
  { model: "gpt-4.1", input: 10 },
  { model: "o3", input: 5 },
];

describe("what is not the same counts beside", () => {
  test("other projects, days, hours and kinds of usage", async () => {
    const [a, b] = [
      { project: "a", key: "k", input: 100 },
      { project: "b", key: "l", input: 7 },
    ];
    await send(exported([a], BY_PROJECT));
    expect(await send(exported([b], BY_KEY))).not.toHaveProperty("warnings");
    expect(await send(exported([{ day: 1, input: 30 }], BY_USER))).not.toHaveProperty("warnings");
    await send(exported([{ day: 2, hour: 3, input: 1000 }], HOURLY));
    expect(await send(exported([{ day: 2, hour: 4, input: 200 }], { by: ["user"], seconds: 60 }))).not.toHaveProperty(
      "warnings",
    );
    const embeddings = `start_time,end_time,model,num_model_requests,input_tokens\n${DAY},${DAY + 86_400},text-embedding-3-small,1,5\n`;
    expect(await send(embeddings)).not.toHaveProperty("warnings");
    expect([await counted(), await aside()]).toEqual([1342, 0]);
  });

  test("periods that one way of exporting splits", async () => {
    const [morning, evening] = [
      { hour: 3, input: 10 },
      { hour: 20, input: 5 },
    ];
    await send(exported([morning], HOURLY));
    await send(exported([evening], HOURLY));
    expect(await counted()).toBe(15);
    await send(exported([morning, evening], BY_MODEL));
    expect(await counted()).toBe(15);
  });

  test("in doubt both do, and it is said", async () => {
    const first = await send(exported(TWO_MODELS, BY_MODEL));
    const result = await send(exported([{ model: "gpt-4.1", user: "u", input: 12 }], BY_USER));
    expect(result.warnings).toMatchObject([
      { code: "told_in_another_way", message: expect.stringContaining(`(upload ${first.batchId}, days by model)`) },
    ]);
    expect(await counted()).toBe(27);
    // What has lost to another one has nothing to do with it.
    await send(
      exported(
        TWO_MODELS.map((one) => ({ ...one, project: "a" })),
        BY_PROJECT,
      ),
    );
    const again = await send(exported([{ model: "gpt-4.1", user: "u", input: 13 }], BY_USER));
    expect(again.warnings).toMatchObject([
      { code: "told_in_another_way", message: expect.stringContaining("days by model and project") },
    ]);
    expect(await counted()).toBe(28);
  });
});

describe("a person's word", () => {
  const say = (view: string | null) =>
    saveExportPrecedence(organizationId, { provider: "openai", endpoint: "completions", view }, null);

  test("has one way of telling count, or all, and can be taken back", async () => {
    await send(exported(USED, BY_MODEL));
    await send(exported(USED.slice(0, 2), BY_PROJECT));
    expect([await counted(), await aside()]).toEqual([TOTAL, 1]);
    await say("openai-usage/86400/model,project");
    expect([await counted(), await aside()]).toEqual([4120, 1]);
    await say("all");
    expect([await counted(), await aside()]).toEqual([TOTAL + 120, 0]);
    await send(exported(USED, HOURLY));
    expect(await counted()).toBe(2 * TOTAL + 120);
    await say(null);
    expect(await counted()).toBe(TOTAL);
  });

  test("holds beside that on single requests", async () => {
    await send(exported(USED, BY_MODEL));
    await send(exported(USED, BY_PROJECT));
    const requests = (id: string) =>
      send(`id,timestamp,provider,model,project,input,output\n${id},2026-11-02T10:00:00Z,openai,gpt-4.1,b,1,0\n`);
    await requests("r1");
    expect(await counted()).toBe(TOTAL);
    await savePrecedence(organizationId, { provider: "openai", project: null, precedence: "requests" }, null);
    expect(await counted()).toBe(TOTAL - 3 + 1);
    await requests("r2");
    expect(await counted()).toBe(TOTAL - 3 + 2);
    await say(BY_MODEL_VIEW);
    expect(await counted()).toBe(4002);
    await changeTimeZone(organizationId, "Asia/Kathmandu");
    expect(await counted()).toBe(4002);
  });

  test("leaves single requests alone that only an export covers which is set aside", async () => {
    for (const road of [0, 1]) {
      ({ organizationId } = await createOrganization());
      await send(
        exported(
          [
            { project: "a", input: 100 },
            { project: "b", input: 20 },
          ],
          BY_MODEL,
        ),
      );
      await send(exported([{ project: "a", input: 100 }], BY_PROJECT));
      const logged = "id,timestamp,provider,model,project,input,output\nr,2026-11-02T10:00:00Z,openai,gpt-4.1,b,3,0\n";
      await send(logged, road);
      expect(await counted()).toBe(120);
      await say("openai-usage/86400/model,project");
      expect(await counted()).toBe(103);
      await send(logged.replace("\nr,", "\ns,"), road);
      expect(await counted()).toBe(106);
      await say(null);
      expect(await counted()).toBe(120);
    }
  });

  test("that single requests count holds for what counts of exports, by whatever road the requests come", async () => {
    for (const road of [0, 1]) {
      ({ organizationId } = await createOrganization());
      await send(exported(USED, BY_MODEL));
      await send(exported(USED, BY_PROJECT));
      await savePrecedence(organizationId, { provider: "openai", project: null, precedence: "requests" }, null);
      await send(
        "id,timestamp,provider,model,project,input,output\nr,2026-11-02T10:00:00Z,openai,gpt-4.1,a,1,0\n",
        road,
      );
      expect(await counted()).toBe(TOTAL - 120 + 1);
    }
  });
});

test("what was decided is shown, with what the detail does not explain", async () => {
  const keyed = await send(exported(USED, BY_KEY));
  const whole = await send(exported(USED, BY_MODEL));
  await send("id,timestamp,provider,model,project,input,output\nr,2026-11-02T10:00:00Z,openai,gpt-4.1,a,1,0\n");
  const period = { from: new Date("2026-11-02T00:00:00Z"), to: new Date("2026-11-03T00:00:00Z") };
  const [first, ...others] = await getToldDays(organizationId, period);
  expect(others).toEqual([]);
  expect(first).toMatchObject({
    ...{ day: "2026-11-02", provider: "openai", endpoint: "completions", stated: null },
    views: [
      {
        ...{ view: "openai-usage/86400/model,project,apiKey", standing: "counts" },
        uploads: [{ id: Number(keyed.batchId), source: "test" }],
        sums: { records: 3n, requests: 3n, inputTokens: 123n },
      },
      {
        view: BY_MODEL_VIEW,
        toldBy: "openai-usage/86400/model,project,apiKey",
        standing: "aside",
        uploads: [{ id: Number(whole.batchId) }],
        sums: { records: 1n, inputTokens: 123n },
      },
    ],
  });
  const stranger = await createOrganization();
  expect(await getToldDays(stranger.organizationId, period)).toEqual([]);
  // Beside single requests stands what counts, and nothing twice.
  expect(await getOverlaps(organizationId, period)).toMatchObject([
    { project: "a", counted: "export", export: { inputTokens: 120n }, requests: { inputTokens: 1n } },
  ]);
});

const use = fc.record({
  day: fc.nat(1),
  hour: fc.nat(2),
  model: fc.constantFrom("gpt-4.1", "o3"),
  project: fc.constantFrom("", "a", "b"),
  key: fc.constantFrom("", "k", "l"),
  user: fc.constantFrom("", "u"),
  input: fc.integer({ min: 1, max: 1000 }),
});
/** Usage in which nothing is left open: an export by project is one from the first on. */
const named = use.map((one) => ({ ...one, project: one.project || "c", key: one.key || "m", user: one.user || "v" }));
const way = fc.record({
  by: fc.subarray(["project", "key", "user"] as ("project" | "key" | "user")[]),
  seconds: fc.constantFrom(3600, 86_400),
  as: fc.constantFrom("csv" as const, "api" as const),
});
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("export" as const), way, road: fc.nat(1) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("delete" as const), which: fc.nat(5) }) },
);

test("whatever is exported, sent again and deleted, an account's usage counts once while any export tells it", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(use, { minLength: 1, maxLength: 6 }),
      fc.array(step, { minLength: 2, maxLength: 8 }),
      async (used, steps) => {
        ({ organizationId } = await createOrganization());
        const total = used.reduce((sum, { input }) => sum + input, 0);
        const batches: { id: number; told: string }[] = [];
        for (const one of steps) {
          if (one.kind === "export") {
            const told = exported(used, one.way);
            const { batchId, inserted, revised } = await send(told, one.road);
            expect(revised).toBe(0);
            if (inserted > 0) batches.push({ id: Number(batchId), told });
          } else {
            const [gone] = batches.splice(one.which, 1);
            if (gone) await deleteBatch(organizationId, gone.id);
          }
          expect(await counted()).toBe(batches.length > 0 ? total : 0);
        }
      },
    ),
    { numRuns: 25 },
  );
}, 120_000);

const snapshot = fc.record({ way, upTo: fc.nat(6) });

test("exports taken at different times come to what the last of them tells, in any order", async () => {
  const several = fc.uniqueArray(snapshot, {
    // Of one view the one uploaded last counts, whenever it was taken.
    selector: (one) => `${one.way.by.join()}/${one.way.seconds}`,
    minLength: 2,
    maxLength: 5,
  });
  await fc.assert(
    fc.asyncProperty(fc.array(named, { minLength: 1, maxLength: 6 }), several, async (used, snapshots) => {
      ({ organizationId } = await createOrganization());
      for (const one of snapshots) await send(exported(used.slice(0, one.upTo + 1), one.way));
      const last = Math.max(...snapshots.map(({ upTo }) => upTo));
      expect(await counted()).toBe(used.slice(0, last + 1).reduce((sum, { input }) => sum + input, 0));
    }),
    { numRuns: 25 },
  );
}, 120_000);
