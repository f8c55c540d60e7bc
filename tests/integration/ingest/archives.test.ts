import { gzipSync } from "node:zlib";
import { beforeEach, describe, expect, test } from "vitest";
import { GET as rejectsOf } from "@/app/api/v1/batches/[id]/rejects/route";
import { GET as getRecords } from "@/app/api/v1/records/route";
import { POST as preview } from "@/app/api/v1/usage/preview/route";
import { POST as send } from "@/app/api/v1/usage/route";
import { pool } from "@/lib/db/pool";
import { deleteBatch } from "@/lib/ingest/delete-batch";
import { ingest } from "@/lib/ingest/ingest";
import { type LoadLimits, USUAL_LIMITS } from "@/lib/ingest/load-limits";
import { countRollupDifferences } from "@/lib/ingest/rebuild-rollups";
import { apiRequest, createOrganization } from "../../support/factories";
import { sampleBytes } from "../../support/samples";
import { zipOf } from "../../support/zip-of";

const HEADER = "id,timestamp,endTimestamp,requests,provider,model,input,output";
const request = (id: string, output = 500) => `${id},2026-11-03T09:14:07Z,,1,openai,gpt-4.1,1000,${output}`;
const day = (requests: number) =>
  `,2026-11-03T00:00:00Z,2026-11-04T00:00:00Z,${requests},openai,gpt-4.1,100,${requests}`;
const csv = (...lines: string[]) => `${[HEADER, ...lines].join("\n")}\n`;
const json = (id: string) =>
  JSON.stringify({ id, timestamp: "2026-11-03T09:14:07Z", model: "gpt-4.1", tokens: { input: 1, output: 2 } });

let organizationId: number;
let key: string;

beforeEach(async () => {
  ({ organizationId, key } = await createOrganization());
});

async function post(bytes: Uint8Array, route = send, query = "") {
  const path = `/api/v1/usage${query}`;
  const response = await route(apiRequest(path, key, { method: "POST", body: new Uint8Array(bytes) }));
  return { status: response.status, body: await response.json() };
}

/** Sums of what is stored; the rollups agree. */
async function stored() {
  expect(await countRollupDifferences(organizationId)).toBe(0);
  const { rows } = await pool().query(
    `SELECT count(*)::int AS records, coalesce(sum(requests), 0)::int AS requests, coalesce(sum(output), 0)::int AS output
       FROM usage_records WHERE organization_id = $1`,
    [organizationId],
  );
  return rows[0];
}

async function recordsOf(own: string): Promise<{ id: string; file?: string; line: number }[]> {
  const response = await getRecords(apiRequest("/api/v1/records?from=2026-11-01&to=2026-12-01", own));
  return (await response.json()).records;
}

const NOTHING = { records: 0, requests: 0, output: 0 };

async function leftovers() {
  const { rows } = await pool().query(
    `SELECT (SELECT count(*) FROM staged_records WHERE organization_id = $1)::int + (SELECT count(*) FROM batch_rejects WHERE organization_id = $1)::int AS rows`,
    [organizationId],
  );
  return rows[0].rows;
}

describe("an archive", () => {
  test("of files of several formats becomes one batch", async () => {
    const archive = zipOf([
      ["a/chat.jsonl", sampleBytes("05a_openai_chat_completions.jsonl")],
      ["a/", ""],
      ["b/claude.jsonl", sampleBytes("19a_anthropic_messages.jsonl")],
      ["c/packed.csv", gzipSync(csv(request("r1")))],
      ["__MACOSX/a/._chat.jsonl", "\0\0x"],
      ["a/.DS_Store", "\0\0x"],
      ["empty.csv", ""],
    ]);
    const { status, body } = await post(archive);
    expect(status).toBe(200);
    expect(body).toMatchObject({ format: "mixed-files", received: 10, inserted: 9, duplicates: 1, rejected: 0 });
    expect(body.archive).toEqual({
      files: [
        { name: "a/chat.jsonl", format: "openai-chat-completions", received: 7, rejected: 0 },
        { name: "b/claude.jsonl", format: "anthropic-messages", received: 2, rejected: 0 },
        { name: "c/packed.csv", format: "outlay-csv", received: 1, rejected: 0 },
      ],
      leftOut: ["__MACOSX/a/._chat.jsonl", "a/.DS_Store", "empty.csv"],
    });
    expect((await stored()).records).toBe(9);
    expect((await post(archive)).body).toMatchObject({ inserted: 0, duplicates: 10 });
    const { rows } = await pool().query("SELECT status FROM batches WHERE organization_id = $1", [organizationId]);
    expect(rows).toEqual([{ status: "committed" }, { status: "committed" }]);
  });

  test("names file and line of what it rejects, and gives it back to be mended", async () => {
    const { status, body } = await post(
      zipOf([
        ["one.csv", csv(request("r1"), request("r2", -5))],
        ["two.csv", csv(request("r3", -1))],
      ]),
    );
    expect(status).toBe(200);
    expect(body).toMatchObject({ inserted: 1, rejected: 2 });
    expect(body.errors).toMatchObject([
      { file: "one.csv", line: 3, code: "negative" },
      { file: "two.csv", line: 2, code: "negative" },
    ]);
    const params = { params: Promise.resolve({ id: body.batchId }) };
    const text = await (await rejectsOf(apiRequest(`/api/v1/batches/${body.batchId}/rejects`, key), params)).text();
    expect(text.split("\n")[0]).toBe(`${HEADER},outlay_file,outlay_line,outlay_field,outlay_code,outlay_message`);
    expect(text).toMatch(/^r3,.*,two\.csv,2,/m);
    const mended = await post(Buffer.from(text.replaceAll(/,-\d,/g, ",7,")));
    expect(mended.body).toMatchObject({ inserted: 2, rejected: 0 });
  });

  test("names file and line of what it takes, by every road", async () => {
    const files: [string, string][] = [
      ["logs/one.csv", csv(request("r1"), request("r2"))],
      ["two.csv", csv(request("r3", -1))],
      ["three.csv", csv("", request("r4"), request("r2", 9))],
    ];
    for (const directFrom of [USUAL_LIMITS.directFrom, 1]) {
      const { organizationId: id, key: own } = await createOrganization();
      const stream = (async function* () {
        yield zipOf(files);
      })();
      const actor = { kind: "command", name: "test" } as const;
      const request = { organizationId: id, stream, source: "a.zip", format: null, actor };
      const { batchId } = await ingest(request, { ...USUAL_LIMITS, directFrom });
      const records = await recordsOf(own);
      expect(records.map((record) => [record.id, record.file, record.line]).sort()).toEqual([
        ["r1", "logs/one.csv", 2],
        ["r2", "logs/one.csv", 3],
        ["r4", "three.csv", 3],
      ]);
      await deleteBatch(id, Number(batchId));
      const { rows } = await pool().query("SELECT 1 FROM batch_files WHERE organization_id = $1", [id]);
      expect(rows).toEqual([]);
    }
    const { key: own } = await createOrganization();
    await send(apiRequest("/api/v1/usage", own, { method: "POST", body: csv(request("r1")) }));
    expect((await recordsOf(own))[0]).toMatchObject({ line: 2 });
    expect((await recordsOf(own))[0]).not.toHaveProperty("file");
  });

  test.each([
    [
      "is not recognised",
      [
        ["good.csv", csv(request("r1"))],
        ["notes.txt", "Dear diary,\nit rained\n"],
      ],
      400,
      /"notes\.txt" in the archive/,
    ],
    [
      "is an archive itself",
      [
        ["good.csv", csv(request("r1"))],
        ["more.zip", zipOf([["x.csv", csv(request("r2"))]])],
      ],
      400,
      /"more\.zip".*archive within/,
    ],
    [
      "is packed and cut off",
      [
        ["good.csv", csv(request("r1"))],
        ["x.csv.gz", gzipSync(csv(request("r2"))).subarray(0, 40)],
      ],
      400,
      /gzip/,
    ],
    ["is a part of a workbook", [["[Content_Types].xml", "<?xml?>"]], 400, /spreadsheet.*CSV/],
    ["is nobody's", [[".DS_Store", "x"]], 400, /no usage/],
  ] as const)("of which a file %s is refused, and nothing of it is stored", async (_, files, status, message) => {
    const refused = await post(zipOf(files as never));
    expect(refused).toMatchObject({ status, body: { error: { message: expect.stringMatching(message) } } });
    expect(await stored()).toEqual(NOTHING);
    expect(await leftovers()).toBe(0);
  });

  test("that is cut off or damaged leaves nothing behind", async () => {
    const whole = zipOf([
      ["one.csv", csv(...Array.from({ length: 3000 }, (_, at) => request(`r${at}`)), request("x", -1))],
    ]);
    const changed = Buffer.from(whole);
    changed[whole.length >> 1] = (changed[whole.length >> 1] as number) ^ 1;
    for (const bytes of [whole.subarray(0, whole.length - 30), whole.subarray(0, whole.length >> 1), changed]) {
      const { status, body } = await post(bytes);
      expect({ status, code: body.error.code }).toEqual({ status: 400, code: "damaged_zip" });
      expect(body.error.message).toMatch(/Nothing of it was stored/);
    }
    expect(await stored()).toEqual(NOTHING);
    expect(await leftovers()).toBe(0);
    expect((await post(whole)).body).toMatchObject({ inserted: 3000, rejected: 1 });
  });

  test("is read by the format or the mapping that is asked for", async () => {
    const refused = await post(zipOf([["one.csv", csv(request("r1"))]]), send, "?format=openai-usage-csv");
    expect(refused).toMatchObject({ status: 400, body: { error: { message: expect.stringContaining('"one.csv"') } } });
    const columns = { timestamp: "Moment", model: "Machine", input: "Read", output: "Written" };
    const mapping = encodeURIComponent(JSON.stringify({ columns, conventions: {} }));
    const unknown = (minute: number) => `Moment;Machine;Read;Written\n2026-11-03T10:0${minute}:00Z;gpt-4.1;100;20\n`;
    const two = zipOf([
      ["a.csv", unknown(1)],
      ["b.csv", unknown(2)],
    ]);
    expect((await post(two, send, `?mapping=${mapping}`)).body).toMatchObject({ format: "mapped-csv", inserted: 2 });
  });

  test("of a provider's own account and of single calls is refused: which counts is decided between uploads", async () => {
    const account = ["usage.csv", sampleBytes("01_openai_completions_usage.csv")] as const;
    const billed = ["cost.csv", sampleBytes("02a_openai_cost_2025.csv")] as const;
    const calls = ["calls.jsonl", sampleBytes("05a_openai_chat_completions.jsonl")] as const;
    const refused = await post(zipOf([account, calls]));
    expect(refused).toMatchObject({ status: 400, body: { error: { code: "mixed_archive" } } });
    expect(await stored()).toEqual(NOTHING);
    expect((await post(zipOf([account, billed]))).body).toMatchObject({ received: 7, inserted: 7 });
    const { rows } = await pool().query("SELECT count(*)::int AS cells FROM ledger_cells WHERE organization_id = $1", [
      organizationId,
    ]);
    expect(rows[0].cells).toBeGreaterThan(0);
  });
});

/** As everybody uploads; everything staged; the fast road from the second record on. */
const ROADS: [string, LoadLimits][] = [
  ["usual", USUAL_LIMITS],
  ["fast", { ...USUAL_LIMITS, directFrom: 2, patienceMs: 60_000, chances: 0 }],
];

describe.each(ROADS)("several files that tell of the same, on the %s road", (_, limits) => {
  const take = (files: Parameters<typeof zipOf>[0], piece = 65_536) => {
    const bytes = zipOf(files);
    const stream = (async function* () {
      for (let at = 0; at < bytes.length; at += piece) yield bytes.subarray(at, at + piece);
    })();
    const actor = { kind: "command", name: "test" } as const;
    return ingest({ organizationId, stream, source: "test", format: null, actor }, limits);
  };

  test("an aggregate is that of the file which tells most, and parts within a file are summed", async () => {
    const results = [
      await take([
        ["noon.csv", csv(day(3), day(4))],
        ["night.csv", csv(day(5), day(6))],
        ["old.csv", csv(day(1))],
      ]),
      await take(
        [
          ["old.csv", csv(day(1))],
          ["night.csv", csv(day(5), day(6))],
        ],
        1,
      ),
    ];
    expect(results[0]).toMatchObject({ received: 5, inserted: 2, duplicates: 3, revised: 0 });
    expect(results[1]).toMatchObject({ received: 3, inserted: 0, duplicates: 3, revised: 0 });
    expect(await stored()).toEqual({ records: 1, requests: 11, output: 11 });
  });

  test("calls without an id are as many as in the file that has most of them", async () => {
    const result = await take([
      ["a.csv", csv(request(""), request(""))],
      ["b.csv", csv(request(""), request(""), request(""))],
      ["c.csv", csv(request(""))],
    ]);
    expect(result).toMatchObject({ received: 6, inserted: 3, duplicates: 3 });
    expect(await stored()).toEqual({ records: 3, requests: 3, output: 1500 });
  });

  test("calls with an id are one, whatever file they stand in", async () => {
    const lines = (from: number) => csv(...Array.from({ length: 40 }, (_, at) => request(`r${from + at}`)));
    const result = await take([
      ["a.csv", lines(0)],
      ["b.csv", lines(20)],
      ["c.jsonl", `${json("z1")}\n${json("z2")}`],
    ]);
    expect(result).toMatchObject({ received: 82, inserted: 62, duplicates: 20 });
    expect((await stored()).records).toBe(62);
  });

  test("what was billed is that of the file which tells of most", async () => {
    const cost = (amount: string) =>
      `start_time,end_time,amount_value,amount_currency,line_item\n1793664000,1793750400,${amount},usd,"gpt-4.1, input"\n`;
    expect(
      await take([
        ["night.csv", cost("2.5")],
        ["noon.csv", cost("1.25")],
      ]),
    ).toMatchObject({ inserted: 1, duplicates: 1 });
    const { rows } = await pool().query("SELECT amount::text FROM billed_costs WHERE organization_id = $1", [
      organizationId,
    ]);
    expect(rows.map(({ amount }) => Number(amount))).toEqual([2.5]);
  });
});

describe("a preview of an archive", () => {
  test("adds up its files and names file and line", async () => {
    const { status, body } = await post(
      zipOf([
        ["one.csv", csv(request("r1"))],
        ["two.csv", csv(request("r2"), request("r3", -1))],
        [".DS_Store", "x"],
      ]),
      preview,
    );
    expect(status).toBe(200);
    expect(body).toMatchObject({ format: "outlay-csv", complete: true, received: 3, rejected: 1 });
    expect(body.errors).toMatchObject([{ file: "two.csv", line: 3 }]);
    expect(body.archive).toMatchObject({ files: [{ name: "one.csv" }, { name: "two.csv" }], leftOut: [".DS_Store"] });
    expect(await stored()).toEqual(NOTHING);
  });

  test("tells of the beginning of a larger one", async () => {
    const many = csv(...Array.from({ length: 20_000 }, (_, at) => request(`r${at}`)));
    const bytes = zipOf([
      ["one.csv", many],
      ["two.csv", many],
    ]);
    for (const part of [bytes, bytes.subarray(0, 20_000)]) {
      const { body } = await post(part, preview);
      expect(body).toMatchObject({ format: "outlay-csv", complete: false, rejected: 0 });
      expect(body.received).toBeGreaterThan(100);
    }
  });

  test("proposes a mapping for the table in it that is not known", async () => {
    const { body } = await post(zipOf([["table.csv", "Moment;Machine;Read\n2026-11-03;gpt-4.1;100\n"]]), preview);
    expect(body).toMatchObject({ format: null, problem: expect.stringContaining('"table.csv"') });
    expect(body.proposal.mapping.columns).toMatchObject({ timestamp: "Moment" });
  });
});
