import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { GET as getRejects } from "@/app/api/v1/batches/[id]/rejects/route";
import { DELETE } from "@/app/api/v1/batches/[id]/route";
import { GET as getBatches } from "@/app/api/v1/batches/route";
import { POST as rememberMapping } from "@/app/api/v1/csv-mappings/route";
import { POST } from "@/app/api/v1/usage/route";
import { pool } from "@/lib/db/pool";
import { countRollupDifferences, rebuildRollups } from "@/lib/ingest/rebuild-rollups";
import { apiRequest, createOrganization } from "../../support/factories";

const HEADER = "id,timestamp,provider,model,project,input,cacheRead,output";
const line = (id: string, day = "03", input = 10_000, model = "gpt-4.1") =>
  `${id},2026-11-${day}T09:14:07.120Z,openai,${model},checkout,${input},6000,500`;
const csv = (...lines: string[]) => `${HEADER}\n${lines.join("\n")}\n`;

async function send(key: string, body: BodyInit, path = "/api/v1/usage?source=test.csv") {
  const response = await POST(apiRequest(path, key, { method: "POST", body }));
  return { status: response.status, body: await response.json() };
}

async function stored(organizationId: number) {
  const { rows } = await pool().query(
    "SELECT count(*)::int AS records, coalesce(sum(cost), 0)::text AS cost FROM usage_records WHERE organization_id = $1",
    [organizationId],
  );
  expect(await countRollupDifferences(organizationId)).toBe(0);
  return rows[0];
}

describe("outcomes", () => {
  test("inserted, then duplicates, then revised", async () => {
    const { organizationId, key } = await createOrganization();
    const first = await send(key, csv(line("a"), line("b"), line("c", "03", 1, "gpt-9").replace("6000", "0")));
    expect(first).toMatchObject({
      status: 200,
      body: {
        format: "outlay-csv",
        received: 3,
        inserted: 3,
        duplicates: 0,
        revised: 0,
        rejected: 0,
        unpriced: 1,
        errors: [],
      },
    });
    expect(await stored(organizationId)).toEqual({ records: 3, cost: "30000000000000" });
    expect((await send(key, csv(line("a"), line("b")))).body).toMatchObject({ inserted: 0, duplicates: 2, revised: 0 });
    expect((await send(key, csv(line("a", "03", 20_000)))).body).toMatchObject({
      inserted: 0,
      duplicates: 0,
      revised: 1,
    });
    expect(await stored(organizationId)).toEqual({ records: 3, cost: "50000000000000" });
  });

  test("a request sent again under another day is a revision, not a second record", async () => {
    const { organizationId, key } = await createOrganization();
    await send(key, csv(line("a"), line("b")));
    expect((await send(key, csv(line("a", "09")))).body).toMatchObject({ inserted: 0, revised: 1 });
    expect((await stored(organizationId)).records).toBe(2);
  });

  test("repeated requests collapse, equal aggregates are summed, equal lines without id are two", async () => {
    const { organizationId, key } = await createOrganization();
    expect((await send(key, csv(line("a"), line("a")))).body).toMatchObject({
      received: 2,
      inserted: 1,
      duplicates: 1,
    });
    const aggregate =
      "timestamp,endTimestamp,model,provider,requests,input,output\n" +
      "2026-11-03T00:00:00Z,2026-11-04T00:00:00Z,gpt-4.1,openai,5,1000,10\n".repeat(2);
    expect((await send(key, aggregate)).body).toMatchObject({ received: 2, inserted: 2 });
    expect((await send(key, aggregate)).body).toMatchObject({ inserted: 0, duplicates: 2 });
    const plain = `timestamp,model,provider,input,output\n${"2026-11-05T00:00:00Z,gpt-4.1,openai,1000,10\n".repeat(2)}`;
    expect((await send(key, plain)).body).toMatchObject({ received: 2, inserted: 2 });
    expect((await send(key, plain)).body).toMatchObject({ inserted: 0, duplicates: 2 });
    expect((await stored(organizationId)).records).toBe(4);
  });

  test("rejects are counted with line and field, and can be fetched, mended and sent again", async () => {
    const { key } = await createOrganization();
    const result = await send(key, csv(line("a"), line("b").replace("10000", "-1"), line("c")));
    expect(result.body).toMatchObject({
      received: 3,
      inserted: 2,
      rejected: 1,
      errors: [{ line: 3, field: "tokens.input", code: "negative" }],
    });
    const params = Promise.resolve({ id: result.body.batchId });
    const file = await (await getRejects(apiRequest("/", key), { params })).text();
    expect(file.split("\n")[0]).toContain("outlay_message");
    const mended = await send(key, file.replace(",-1,", ",10000,"));
    expect(mended.body).toMatchObject({ received: 1, inserted: 1, rejected: 0 });
  });

  test("rejects of a table that a mapping reads can be mended and sent again, more than once", async () => {
    const { key } = await createOrganization();
    const header = ["Moment", "Machine", "Read", "Written"];
    const mapping = { columns: { timestamp: "Moment", model: "Machine", input: "Read", output: "Written" } };
    const body = JSON.stringify({ header, mapping });
    const remembered = await rememberMapping(apiRequest("/api/v1/csv-mappings", key, { method: "POST", body }));
    expect(remembered.status).toBe(201);
    const first = await send(key, `${header}\n2026-11-03 10:00,gpt-4.1,1,2\n2026-11-03 11:00,gpt-4.1,some,2\n`);
    expect(first.body).toMatchObject({ format: "mapped-csv", inserted: 1, rejected: 1 });
    const fileOf = async (id: string) => {
      const params = Promise.resolve({ id });
      return (await getRejects(apiRequest("/", key), { params })).text();
    };
    const file = await fileOf(first.body.batchId);
    const again = await send(key, file.replace("some", "more"));
    expect(again.body).toMatchObject({ format: "mapped-csv", inserted: 0, rejected: 1 });
    const secondFile = await fileOf(again.body.batchId);
    expect(secondFile.split("\n")[0]).toBe(file.split("\n")[0]);
    expect((await send(key, secondFile.replace("more", "9"))).body).toMatchObject({ inserted: 1, rejected: 0 });
  });

  test("rejects of JSON come in a file too that can be mended and sent again", async () => {
    const { key } = await createOrganization();
    const usage = (id: string, input: number) =>
      JSON.stringify({ id, timestamp: "2026-11-03T09:14:07Z", model: "gpt-4.1", tokens: { input, output: 5 } });
    const result = await send(key, [usage("a", 1), usage("b", -1), "=1+1", ""].join("\n"));
    expect(result.body).toMatchObject({ inserted: 1, rejected: 2, errors: [{ line: 2 }, { line: 3 }] });
    const params = Promise.resolve({ id: result.body.batchId });
    const file = await (await getRejects(apiRequest("/", key), { params })).text();
    // Spreadsheets would run it.
    expect(file).toContain("\n'=1+1,3,,invalid_json,");
    const again = await send(key, file);
    expect(again).toMatchObject({
      status: 422,
      body: { received: 2, errors: [{ line: 2, field: "tokens.input" }, {}] },
    });
    const mended = await send(key, file.replace(":-1", ":7"));
    expect(mended.body).toMatchObject({ format: "outlay-json", received: 2, inserted: 1, rejected: 1 });
  });

  test("all rejected is 422, an unknown format 400, and nothing is stored", async () => {
    const { organizationId, key } = await createOrganization();
    expect((await send(key, csv(line("a").replace("10000", "-1")))).status).toBe(422);
    expect(await send(key, "name,age\nAda,36\n")).toMatchObject({
      status: 400,
      body: { error: { code: "unrecognised_format" } },
    });
    expect((await send(key, "   ")).body.error.code).toBe("empty_input");
    expect((await stored(organizationId)).records).toBe(0);
  });
});

describe("transport", () => {
  test("gzip is undone; a truncated one is refused as a whole", async () => {
    const { organizationId, key } = await createOrganization();
    const packed = gzipSync(csv(...Array.from({ length: 5000 }, (_, index) => line(`r${index}`))));
    expect((await send(key, packed.subarray(0, packed.length - 100))).body.error.code).toBe("damaged_gzip");
    expect((await stored(organizationId)).records).toBe(0);
    expect((await send(key, packed)).body).toMatchObject({ inserted: 5000 });
  });

  test("a dropped connection stores nothing", async () => {
    const { organizationId, key } = await createOrganization();
    const broken = new ReadableStream({
      start(controller) {
        controller.enqueue(
          new TextEncoder().encode(csv(...Array.from({ length: 3000 }, (_, index) => line(`r${index}`)))),
        );
        controller.error(new Error("connection lost"));
      },
    });
    expect((await send(key, broken)).status).toBe(500);
    expect((await stored(organizationId)).records).toBe(0);
    const { batches } = await (await getBatches(apiRequest("/api/v1/batches", key))).json();
    expect(batches[0]).toMatchObject({ status: "failed", inserted: 0 });
  });

  test("the same file sent twice at once counts once", async () => {
    const { organizationId, key } = await createOrganization();
    const file = csv(...Array.from({ length: 2000 }, (_, index) => line(`r${index}`, "05")));
    const results = await Promise.all([send(key, file), send(key, file), send(key, file)]);
    expect(results.map((result) => result.body.inserted).sort()).toEqual([0, 0, 2000]);
    expect((await stored(organizationId)).records).toBe(2000);
  });
});

describe("deleting", () => {
  test("takes a batch out of every figure", async () => {
    const { organizationId, key } = await createOrganization();
    await send(key, csv(line("a")));
    const { body } = await send(key, csv(line("b"), line("c")));
    const gone = await DELETE(apiRequest("/", key, { method: "DELETE" }), {
      params: Promise.resolve({ id: body.batchId }),
    });
    expect(gone.status).toBe(200);
    expect(await stored(organizationId)).toEqual({ records: 1, cost: "15000000000000" });
  });

  test("strangers and members of another organisation get nothing", async () => {
    const { organizationId, key } = await createOrganization();
    const other = await createOrganization();
    const { body } = await send(key, csv(line("a")));
    const params = Promise.resolve({ id: body.batchId });
    expect((await DELETE(apiRequest("/", other.key, { method: "DELETE" }), { params })).status).toBe(404);
    expect((await getRejects(apiRequest("/", other.key), { params })).status).toBe(404);
    expect((await POST(apiRequest("/api/v1/usage", null, { method: "POST", body: csv(line("z")) }))).status).toBe(401);
    expect(
      (await POST(apiRequest("/api/v1/usage", "wrong-key", { method: "POST", body: csv(line("z")) }))).status,
    ).toBe(401);
    const readOnly = await createOrganization("UTC", ["read"]);
    expect((await send(readOnly.key, csv(line("z")))).status).toBe(403);
    expect((await stored(organizationId)).records).toBe(1);
  });
});

test("after any uploads, revisions and deletions the rollups are the sums of the records", async () => {
  const { organizationId, key } = await createOrganization("Asia/Kathmandu");
  const batches: string[] = [];
  const upload = fc.array(
    fc
      .tuple(fc.nat(15), fc.integer({ min: 1, max: 20 }), fc.integer({ min: 6000, max: 9000 }))
      .map(([id, day, input]) => line(`r${id}`, String(day).padStart(2, "0"), input)),
    { minLength: 1, maxLength: 10 },
  );
  await fc.assert(
    fc.asyncProperty(fc.oneof(upload, fc.nat(5)), async (step) => {
      if (typeof step === "number") {
        const id = batches[step];
        if (id) await DELETE(apiRequest("/", key, { method: "DELETE" }), { params: Promise.resolve({ id }) });
      } else {
        const { body } = await send(key, csv(...step));
        expect(body.inserted + body.duplicates + body.revised + body.rejected).toBe(body.received);
        batches.unshift(body.batchId);
      }
      await stored(organizationId);
    }),
    { numRuns: 40 },
  );
  await rebuildRollups(organizationId);
  expect(await countRollupDifferences(organizationId)).toBe(0);
});
