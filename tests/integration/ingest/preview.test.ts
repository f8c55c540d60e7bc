import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { beforeAll, describe, expect, test } from "vitest";
import { POST as remember } from "@/app/api/v1/csv-mappings/route";
import { POST as ask } from "@/app/api/v1/usage/preview/route";
import { POST as send } from "@/app/api/v1/usage/route";
import { pool } from "@/lib/db/pool";
import { apiRequest, createOrganization } from "../../support/factories";
import { sharedFile } from "../../support/shared-files";

const NO_PARAMS = { params: Promise.resolve({}) };
const sample = readFileSync(sharedFile("samples", "01_openai_completions_usage.csv"));
let key: string;

beforeAll(async () => {
  ({ key } = await createOrganization());
});

async function post(route: typeof ask, path: string, body: BodyInit) {
  const response = await route(apiRequest(path, key, { method: "POST", body }), NO_PARAMS);
  return { status: response.status, body: await response.json() };
}

const preview = (body: BodyInit, query = "") => post(ask, `/api/v1/usage/preview${query}`, body);

describe("a preview", () => {
  test("says what an upload brings and stores nothing", async () => {
    const { status, body } = await preview(sample);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      format: "openai-usage-csv",
      complete: true,
      problem: null,
      rejected: 0,
      proposal: null,
    });
    expect(body.records[0]).toMatchObject({ line: 2, provider: "openai" });
    expect(body.models.length).toBeGreaterThan(0);
    expect(body.known.known).toBe(0);
    const { rows } = await pool().query("SELECT 1 FROM batches UNION ALL SELECT 1 FROM usage_records");
    expect(rows).toEqual([]);
  });

  test("is of the beginning of a larger file, packed or not, and leaves out what is cut off", async () => {
    const line = "2026-11-03T09:14:07Z,gpt-4.1,1000,20\n";
    const file = `timestamp,model,input,output\n${line.repeat(60_000)}`;
    const plain = (await preview(file)).body;
    const packed = (await preview(new Uint8Array(gzipSync(file).subarray(0, 5000)))).body;
    for (const one of [plain, packed]) {
      expect(one).toMatchObject({ complete: false, rejected: 0 });
      expect(one.received).toBeGreaterThan(100);
      expect(one.models).toMatchObject([{ model: "gpt-4.1", records: one.received, unpriced: 0 }]);
    }
  });

  test("names models without a price, and what is stored already", async () => {
    const record = (id: string, model: string) =>
      JSON.stringify({ id, timestamp: "2026-11-03T09:14:07Z", model, tokens: { input: 1000, output: 10 } });
    expect((await post(send, "/api/v1/usage", record("a", "gpt-4.1"))).status).toBe(200);
    const { body } = await preview(`${record("a", "gpt-4.1")}\n${record("b", "gpt-nobody")}\n`);
    expect(body).toMatchObject({ known: { looked: 2, known: 1 }, unpriced: 1, cost: "0.00208" });
    expect(body.models[0]).toMatchObject({ model: "gpt-nobody", unpricedReason: "unknown_model" });
  });

  test("of what is no text says so", async () => {
    const { status, body } = await preview(new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 0, 16, 74, 70, 73, 70, 0, 1]));
    expect(status).toBe(200);
    expect(body).toMatchObject({ format: null, header: null, proposal: null });
    expect(body.problem).toMatch(/^This is not a text file/);
  });

  test("knows what is stored and set aside", async () => {
    const day = [1_795_392_000, 1_795_478_400].join();
    const exported = `start_time,end_time,num_model_requests,model,input_tokens,output_tokens\n${day},3,gpt-4.1,1000,10\n`;
    const logged = "id,timestamp,provider,model,input,output\nr1,2026-11-23T10:00:00Z,openai,gpt-4.1,400,1\n";
    for (const body of [exported, logged]) expect((await post(send, "/api/v1/usage", body)).status).toBe(200);
    expect((await pool().query("SELECT 1 FROM set_aside_records")).rowCount).toBe(1);
    expect((await preview(logged)).body.known).toEqual({ looked: 1, known: 1 });
  });
});

const TABLE = "Moment;Maschine;Tokens in;Tokens out;Team\n13.11.2026 10:00;gpt-4.1;1.200;30;search\n";

test("an unknown table is proposed a mapping, read by it, and known by its header from then on", async () => {
  const first = (await preview(TABLE)).body;
  expect(first).toMatchObject({ format: null, header: ["Moment", "Maschine", "Tokens in", "Tokens out", "Team"] });
  expect(first.problem).toContain("no format Outlay knows");
  const { mapping } = first.proposal;
  expect(mapping).toMatchObject({
    columns: { timestamp: "Moment", model: "Maschine", input: "Tokens in", output: "Tokens out", project: "Team" },
    conventions: { thousands: ".", decimal: ",", dates: "day-first" },
  });
  const query = `?mapping=${encodeURIComponent(JSON.stringify(mapping))}`;
  expect((await preview(TABLE, query)).body).toMatchObject({
    format: "mapped-csv",
    received: 1,
    rejected: 0,
    cost: "0.00264",
  });
  expect((await post(send, "/api/v1/usage", TABLE)).status).toBe(400);
  expect((await post(remember, "/api/v1/csv-mappings", JSON.stringify({ header: first.header, mapping }))).status).toBe(
    201,
  );
  const sent = await post(send, "/api/v1/usage", TABLE);
  expect(sent).toMatchObject({ status: 200, body: { format: "mapped-csv", inserted: 1 } });
  expect((await post(send, `/api/v1/usage${query}`, TABLE)).body).toMatchObject({ inserted: 0, duplicates: 1 });
  ({ key } = await createOrganization());
  expect((await post(send, "/api/v1/usage", TABLE)).status).toBe(400);
});
