import fc from "fast-check";
import { beforeEach, expect, test } from "vitest";
import { pool } from "@/lib/db/pool";
import { getOverlaps } from "@/lib/db/queries/reconciliation/get-overlaps";
import { deleteBatch } from "@/lib/ingest/delete-batch";
import { ingest } from "@/lib/ingest/ingest";
import { USUAL_LIMITS } from "@/lib/ingest/load-limits";
import { savePrecedence } from "@/lib/ingest/overlap/save-precedence";
import { verifyOrganization } from "@/lib/ingest/verify/verify-organization";
import { notExplained } from "@/lib/spend/overlap";
import { createOrganization } from "../../support/factories";

let organizationId: number;

beforeEach(async () => {
  ({ organizationId } = await createOrganization());
});

/** Roads an upload can take. */
const ROADS = [
  { ...USUAL_LIMITS, groupBytes: 1e6 },
  { ...USUAL_LIMITS, groupBytes: 0 },
  { ...USUAL_LIMITS, groupBytes: 0, directFrom: 1 },
];

async function send(text: string, road = 0) {
  const stream = (async function* () {
    yield Buffer.from(text);
  })();
  const request = { organizationId, stream, source: "test", format: null };
  return ingest({ ...request, actor: { kind: "command", name: "test" } }, ROADS[road]);
}

const day = (index: number) => `2026-11-0${index + 2}`;
const seconds = (index: number) => Date.parse(`${day(index)}T00:00:00Z`) / 1000;

interface Row {
  day: number;
  project: string;
  input: number;
}

function exported(rows: readonly Row[]): string {
  const lines = rows.map((row) =>
    [seconds(row.day), seconds(row.day + 1), row.project, 3, "gpt-4.1", row.input, 0].join(","),
  );
  return ["start_time,end_time,project_id,num_model_requests,model,input_tokens,output_tokens", ...lines, ""].join(
    "\n",
  );
}

function requests(rows: readonly (Row & { id: string })[], provider = "openai"): string {
  const lines = rows.map(
    (row) => `${row.id},${day(row.day)}T10:00:00Z,${provider},gpt-4.1,${row.project},${row.input},0`,
  );
  return ["id,timestamp,provider,model,project,input,output", ...lines, ""].join("\n");
}

const NOTHING_WRONG = { rollups: 0, keysMissing: 0, keysTooMany: 0, recordsAstray: 0, batchesUnbalanced: 0 };

/** Input tokens that count, in the rollups; everything that is derived has to be right. */
async function counted(): Promise<number> {
  const { rows } = await pool().query<{ sum: string | null }>(
    "SELECT sum(input_uncached) FROM rollups WHERE organization_id = $1 AND grain = 1",
    [organizationId],
  );
  expect(await verifyOrganization(organizationId)).toEqual(NOTHING_WRONG);
  return Number(rows[0]?.sum ?? 0);
}

test("what an export covers counts once, whichever comes first and by whatever road", async () => {
  for (const road of [0, 1, 2]) {
    for (const exportFirst of [true, false]) {
      ({ organizationId } = await createOrganization());
      const uploads = [
        () => send(exported([{ day: 0, project: "a", input: 1000 }]), road),
        () =>
          send(
            requests([
              { id: "r1", day: 0, project: "a", input: 400 },
              { id: "r2", day: 1, project: "a", input: 50 },
            ]),
            road,
          ),
      ];
      const results = [];
      for (const upload of exportFirst ? uploads : uploads.reverse()) results.push(await upload());
      expect(results.map((result) => result.inserted).sort()).toEqual([1, 2]);
      expect(await counted()).toBe(1050);
      for (const upload of uploads) expect(await upload()).toMatchObject({ inserted: 0, revised: 0 });
      expect(await counted()).toBe(1050);
    }
  }
});

test("other days, projects, providers and what is no single request are left alone; what states no project may be any", async () => {
  await send(exported([{ day: 0, project: "a", input: 1000 }]));
  await send(
    requests([
      { id: "other-project", day: 0, project: "b", input: 1 },
      { id: "other-day", day: 1, project: "a", input: 20 },
    ]),
  );
  await send(requests([{ id: "other-provider", day: 0, project: "a", input: 300 }], "azure"));
  await send(
    `timestamp,endTimestamp,provider,model,requests,input,output\n${day(0)}T00:00:00Z,${day(1)}T00:00:00Z,openai,gpt-4.1,5,4000,0\n`,
  );
  expect(await counted()).toBe(5321);
  await send(requests([{ id: "no-project", day: 0, project: "", input: 50_000 }]));
  expect(await counted()).toBe(5321);
});

test("what has the time of its upload for want of another is of no day, and counts once whenever it comes again", async () => {
  const today = new Date().toISOString().slice(0, 10);
  const start = Date.parse(`${today}T00:00:00Z`) / 1000;
  const result = { object: "organization.usage.embeddings.result", num_model_requests: 1, input_tokens: 700 };
  const page = {
    object: "page",
    data: [{ object: "bucket", start_time: start, end_time: start + 86_400, results: [result] }],
  };
  const embeddings = { object: "list", data: [], model: "text-embedding-3-small", usage: { prompt_tokens: 8 } };
  for (const road of [0, 1, 2]) {
    ({ organizationId } = await createOrganization());
    await send(JSON.stringify(page), road);
    expect(await send(JSON.stringify(embeddings), road)).toMatchObject({ inserted: 1 });
    expect(await counted()).toBe(708);
    expect(await send(JSON.stringify(embeddings), road)).toMatchObject({ inserted: 0, duplicates: 1 });
    expect(await counted()).toBe(708);
    expect(await getOverlaps(organizationId, { from: new Date(0), to: new Date("2100-01-01") })).toEqual([]);
  }
});

test("a request that was set aside and comes again for another project counts there, and nowhere else", async () => {
  for (const road of [0, 1, 2]) {
    ({ organizationId } = await createOrganization());
    await send(exported([{ day: 0, project: "a", input: 1000 }]), road);
    await send(requests([{ id: "r1", day: 0, project: "a", input: 400 }]), road);
    expect(await counted()).toBe(1000);
    const moved = await send(requests([{ id: "r1", day: 0, project: "b", input: 500 }]), road);
    expect(moved).toMatchObject({ inserted: 0, revised: 1 });
    expect(await counted()).toBe(1500);
    await savePrecedence(organizationId, { provider: "openai", project: null, precedence: "requests" }, null);
    expect(await counted()).toBe(1500);
    expect(await misplaced()).toEqual([]);
  }
});

test("a request that was set aside and comes again for the day after is one request, whatever is deleted then", async () => {
  for (const road of [0, 1, 2]) {
    ({ organizationId } = await createOrganization());
    const { batchId } = await send(exported([{ day: 1, project: "a", input: 1000 }]), road);
    await send(requests([{ id: "r1", day: 1, project: "a", input: 400 }]), road);
    expect(await counted()).toBe(1000);
    for (const day of [2, 1, 0]) {
      const moved = await send(requests([{ id: "r1", day, project: "a", input: 400 }]), road);
      expect(moved).toMatchObject({ inserted: 0, revised: 1 });
      expect(await counted()).toBe(day === 1 ? 1000 : 1400);
      expect(await misplaced()).toEqual([]);
    }
    await deleteBatch(organizationId, Number(batchId));
    expect(await counted()).toBe(400);
  }
});

test("a request that was set aside and comes again without a time is one request", async () => {
  const result = { model: "gpt-4.1", uncached_input_tokens: 1000, output_tokens: 0 };
  const bucket = { starting_at: `${day(0)}T00:00:00Z`, ending_at: `${day(1)}T00:00:00Z`, results: [result] };
  const response = { id: "msg_1", type: "message", role: "assistant", model: "gpt-4.1" };
  const usage = { input_tokens: 400, output_tokens: 0 };
  for (const road of [0, 1, 2]) {
    ({ organizationId } = await createOrganization());
    await send(JSON.stringify({ data: [bucket], has_more: false, next_page: null }), road);
    await send(requests([{ id: "msg_1", day: 0, project: "", input: 400 }], "anthropic"), road);
    expect(await counted()).toBe(1000);
    expect(await send(JSON.stringify({ ...response, usage }), road)).toMatchObject({ inserted: 0, duplicates: 1 });
    expect(await counted()).toBe(1000);
  }
});

test("a request that was set aside stays what the source said that knows most of it, in both orders", async () => {
  const line = (tier: string) =>
    `id,timestamp,provider,model,project,serviceTier,input,output\nr1,${day(0)}T10:00:00Z,openai,gpt-4.1,a,${tier},400,0\n`;
  for (const road of [0, 1, 2]) {
    for (const tiers of [
      ["flex", ""],
      ["", "flex"],
    ]) {
      ({ organizationId } = await createOrganization());
      const { batchId } = await send(exported([{ day: 0, project: "a", input: 1000 }]), road);
      const [first = "", second = ""] = tiers.map(line);
      await send(first, road);
      const again = tiers[1] === "" ? { duplicates: 1 } : { revised: 1 };
      expect(await send(second, road)).toMatchObject({ inserted: 0, ...again });
      expect(await send(first, road)).toMatchObject({ inserted: 0, duplicates: 1 });
      expect(await counted()).toBe(1000);
      await deleteBatch(organizationId, Number(batchId));
      expect(await counted()).toBe(400);
      const { rows } = await pool().query(
        "SELECT value FROM usage_records r JOIN dimension_values tier ON dimension = 'serviceTier' AND tier.id = service_tier_id AND tier.organization_id = $1 WHERE r.organization_id = $1",
        [organizationId],
      );
      expect(rows).toEqual([{ value: "flex" }]);
    }
  }
});

test("where single requests count, one that moves to another day or project leaves the export what it leaves", async () => {
  for (const road of [0, 1, 2]) {
    ({ organizationId } = await createOrganization());
    const line = { day: 0, project: "a", input: 1000 };
    await send(exported([line, { ...line, day: 1 }, { ...line, day: 1, project: "b" }]), road);
    await savePrecedence(organizationId, { provider: "openai", project: null, precedence: "requests" }, null);
    const move = async (day: number, project: string) => {
      await send(requests([{ id: "r1", day, project, input: 7 }]), road);
      expect(await misplaced()).toEqual([]);
      return counted();
    };
    expect(await move(0, "a")).toBe(2007);
    expect(await move(1, "a")).toBe(2007);
    expect(await move(1, "b")).toBe(2007);
    expect(await move(0, "b")).toBe(3007);
  }
});

test("where single requests count, the first of a day takes the export's place and others stand beside it", async () => {
  await send(exported([{ day: 0, project: "a", input: 1000 }]));
  await savePrecedence(organizationId, { provider: "openai", project: null, precedence: "requests" }, null);
  const one = (id: string, input = 7) => send(requests([{ id, day: 0, project: "a", input }]));
  expect(await one("first")).toMatchObject({ inserted: 1 });
  expect(await one("second")).toMatchObject({ inserted: 1 });
  expect(await one("second")).toMatchObject({ inserted: 0, duplicates: 1 });
  expect(await one("second", 8)).toMatchObject({ revised: 1 });
  expect(await counted()).toBe(15);
  expect(await misplaced()).toEqual([]);
});

test("a person can say that single requests count, and take it back", async () => {
  await send(
    exported([
      { day: 0, project: "a", input: 1000 },
      { day: 0, project: "b", input: 2000 },
      { day: 1, project: "a", input: 4000 },
    ]),
  );
  await send(requests([{ id: "r1", day: 0, project: "a", input: 7 }]));
  expect(await counted()).toBe(7000);
  await savePrecedence(organizationId, { provider: "openai", project: null, precedence: "requests" }, null);
  expect(await counted()).toBe(6007);
  await savePrecedence(organizationId, { provider: "openai", project: "a", precedence: "export" }, null);
  expect(await counted()).toBe(7000);
  await savePrecedence(organizationId, { provider: "openai", project: "a", precedence: null }, null);
  expect(await counted()).toBe(6007);
});

test("what is said of a project holds where both roads tell it: nothing counts twice, and nothing not at all", async () => {
  for (const road of [0, 1, 2]) {
    ({ organizationId } = await createOrganization());
    await savePrecedence(organizationId, { provider: "openai", project: "a", precedence: "requests" }, null);
    await send(exported([{ day: 0, project: "a", input: 1000 }]), road);
    await send(exported([{ day: 1, project: "", input: 30 }]), road);
    await send(requests([{ id: "of-any", day: 0, project: "", input: 400 }]), road);
    await send(requests([{ id: "of-a", day: 1, project: "a", input: 5 }]), road);
    expect(await counted()).toBe(1030);
    await send(requests([{ id: "of-a-too", day: 0, project: "a", input: 7 }]), road);
    expect(await counted()).toBe(37);
    expect(await misplaced()).toEqual([]);
  }
});

test("an export that was replaced by another one, which is gone, covers nothing any more", async () => {
  for (const road of [0, 1, 2]) {
    ({ organizationId } = await createOrganization());
    const line = { day: 0, project: "", input: 1 };
    await send(exported([line, { ...line, day: 1 }]), road);
    const { batchId } = await send(exported([{ ...line, input: 2 }]), road);
    await deleteBatch(organizationId, Number(batchId));
    await send(
      requests([
        { id: "counts", ...line, input: 30 },
        { id: "is covered", ...line, day: 1, input: 400 },
      ]),
      road,
    );
    expect(await counted()).toBe(31);
    expect(await misplaced()).toEqual([]);
  }
});

test("both roads are shown with what the export has beyond the requests", async () => {
  await send(
    exported([
      { day: 0, project: "a", input: 1000 },
      { day: 0, project: "b", input: 9 },
    ]),
  );
  await send(requests([{ id: "r1", day: 0, project: "a", input: 400 }]));
  const period = { from: new Date(`${day(0)}T00:00:00Z`), to: new Date(`${day(2)}T00:00:00Z`) };
  const [first, ...others] = await getOverlaps(organizationId, period);
  expect(others).toEqual([]);
  expect(first).toMatchObject({ day: day(0), provider: "openai", project: "a", counted: "export" });
  expect(first?.export).toMatchObject({ records: 1n, requests: 3n, inputTokens: 1000n, cost: 2_000_000_000_000n });
  expect(first?.requests).toMatchObject({ records: 1n, requests: 1n, inputTokens: 400n, cost: 800_000_000_000n });
  expect(first && notExplained(first)).toMatchObject({ requests: 2n, inputTokens: 600n, cost: 1_200_000_000_000n });
  await send(requests([{ id: "r2", day: 0, project: "", input: 1 }]));
  const [whole] = await getOverlaps(organizationId, period);
  expect(whole).toMatchObject({ project: null, export: { inputTokens: 1009n }, requests: { inputTokens: 401n } });
});

const projects = fc.constantFrom("", "a", "b");
const row = fc.record({ day: fc.nat(1), project: projects, input: fc.integer({ min: 1, max: 1000 }) });
const step = fc.oneof(
  fc.record({
    kind: fc.constant("export" as const),
    rows: fc.array(row, { minLength: 1, maxLength: 3 }),
    road: fc.nat(2),
  }),
  fc.record({
    kind: fc.constant("requests" as const),
    rows: fc.array(fc.tuple(row, fc.nat(3)), { minLength: 1, maxLength: 4 }),
    road: fc.nat(2),
  }),
  fc.record({ kind: fc.constant("delete" as const), which: fc.nat(5) }),
  fc.record({
    kind: fc.constant("say" as const),
    project: fc.constantFrom(null, "a"),
    precedence: fc.constantFrom("export" as const, "requests" as const, null),
  }),
);

test("after anything that happens, exactly what loses is set aside and rollups are the sums of the rest", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 8 }), async (steps) => {
      ({ organizationId } = await createOrganization());
      const batches: number[] = [];
      for (const one of steps) {
        if (one.kind === "export") batches.push(Number((await send(exported(one.rows), one.road)).batchId));
        else if (one.kind === "requests") {
          const rows = one.rows.map(([of, id]) => ({ ...of, id: `r${id}` }));
          batches.push(Number((await send(requests(rows), one.road)).batchId));
        } else if (one.kind === "delete") {
          const batch = batches[one.which];
          if (batch) await deleteBatch(organizationId, batch);
        } else {
          await savePrecedence(
            organizationId,
            { provider: "openai", project: one.project, precedence: one.precedence },
            null,
          );
        }
        expect(await verifyOrganization(organizationId)).toEqual(NOTHING_WRONG);
        expect(await misplaced()).toEqual([]);
        expect(await storedTwice()).toEqual([]);
      }
    }),
    { numRuns: 25 },
  );
}, 120_000);

/** Ids of requests that are stored more than once, counted or set aside. */
async function storedTwice(): Promise<unknown[]> {
  const { rows } = await pool().query(
    `SELECT external_id FROM (SELECT * FROM usage_records UNION ALL SELECT * FROM set_aside_records) r
      WHERE organization_id = $1 AND external_id IS NOT NULL GROUP BY external_id HAVING count(*) > 1`,
    [organizationId],
  );
  return rows;
}

interface Kept {
  aside: boolean;
  day: string;
  project: string;
  ledger: boolean;
  /** Another export tells the same. */
  twice: boolean;
}

/** Records that count and should not, or the other way round, by the rule as it is written down. */
async function misplaced() {
  const { rows } = await pool().query<Kept>(
    `SELECT aside, day::text, coalesce(value, '') AS project, r.batch_id IN (SELECT batch_id FROM ledger_cells WHERE organization_id = $1) AS ledger,
            EXISTS (SELECT 1 FROM export_views told WHERE told.organization_id = $1 AND told.day = r.day AND told.batch_id = r.batch_id
                       AND told.standing = 'aside') AS twice
       FROM (SELECT false AS aside, * FROM usage_records UNION ALL SELECT true, * FROM set_aside_records) r
       LEFT JOIN dimension_values names ON names.organization_id = $1 AND names.dimension = 'project' AND names.id = r.project_id
      WHERE r.organization_id = $1`,
    [organizationId],
  );
  const { rows: said } = await pool().query<{ project: string; precedence: string }>(
    "SELECT project, precedence FROM overlap_precedences WHERE organization_id = $1",
    [organizationId],
  );
  const saidOf = (project: string) => said.find((one) => one.project === project)?.precedence;
  // What was said of a project holds where both tell it.
  const counts = (one: Kept, other: Kept) =>
    (one.project === other.project && saidOf(one.project)) || saidOf("") || "export";
  const meet = (one: Kept, other: Kept) =>
    one.day === other.day && (one.project === other.project || one.project === "" || other.project === "");
  const exports = rows.filter(({ ledger, twice }) => ledger && !twice);
  const requests = rows.filter(({ ledger }) => !ledger);
  const isCovered = (one: Kept) => exports.some((other) => meet(one, other) && counts(one, other) === "export");
  const loses = (one: Kept) => {
    if (!one.ledger) return isCovered(one);
    const detail = requests.filter((other) => meet(one, other) && !isCovered(other));
    return one.twice || detail.some((other) => counts(one, other) === "requests");
  };
  return rows.filter((one) => loses(one) !== one.aside);
}
