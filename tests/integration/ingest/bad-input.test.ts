import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { GET as getRejects } from "@/app/api/v1/batches/[id]/rejects/route";
import { GET as getBatches } from "@/app/api/v1/batches/route";
import { POST } from "@/app/api/v1/usage/route";
import { pool } from "@/lib/db/pool";
import { countRollupDifferences } from "@/lib/ingest/rebuild-rollups";
import { LONGEST_LINE } from "@/lib/usage/line-limit";
import { apiRequest, createOrganization } from "../../support/factories";

/** Uploads of these sizes are committed in groups, staged and merged, or loaded directly. */
const SIZES = [
  ["few", 3],
  ["many", 600],
  ["very many", 10_001],
] as const;

const HEADER = "id,timestamp,provider,model,project,input,cacheRead,output,reasoning";
const GOOD = { timestamp: "2026-11-03T09:14:07.120Z", input: "100", cacheRead: "60", output: "50", reasoning: "5" };

function row(id: string, some: Partial<typeof GOOD & { model: string; project: string }> = {}): string {
  const { timestamp, input, cacheRead, output, reasoning, model, project } = {
    ...GOOD,
    ...{ model: "gpt-4.1", project: "checkout" },
    ...some,
  };
  return [id, timestamp, "openai", model, project, input, cacheRead, output, reasoning].join(",");
}

/** A file of so many good lines with others in its middle. */
function fileWith(lines: readonly string[], size: number): string {
  const good = Array.from({ length: size }, (_, index) => row(`good-${index}`));
  const half = Math.floor(size / 2);
  return [HEADER, ...good.slice(0, half), ...lines, ...good.slice(half), ""].join("\n");
}

async function send(key: string, body: string | Uint8Array, query = "") {
  const response = await POST(
    apiRequest(`/api/v1/usage?source=bad.csv${query}`, key, { method: "POST", body: body as BodyInit }),
  );
  return { status: response.status, body: await response.json() };
}

/** Records that are stored, after a look at whether every figure agrees with them. */
async function stored(organizationId: number): Promise<number> {
  const { rows } = await pool().query("SELECT count(*)::int AS records FROM usage_records WHERE organization_id = $1", [
    organizationId,
  ]);
  expect(await countRollupDifferences(organizationId)).toBe(0);
  return rows[0].records;
}

async function batchesOf(key: string) {
  return (await (await getBatches(apiRequest("/api/v1/batches", key))).json()).batches;
}

describe("files that hold no usage are refused as a whole", () => {
  const picture = Buffer.concat([Buffer.from("89504e470d0a1a0a0000000d49484452", "hex"), Buffer.alloc(100_000, 0x9c)]);
  test.each<[string, string | Uint8Array, string]>([
    ["an empty file", "", "empty_input"],
    ["nothing but white space", " \r\n\t\n".repeat(50_000), "empty_input"],
    ["a header and no rows, and not of usage", "name,age\n", "unrecognised_format"],
    ["a picture named .csv", picture, "unrecognised_format"],
    ["a text", "Dear Sir or Madam,\n\nplease find enclosed …\n".repeat(5000), "unrecognised_format"],
    ["another CSV file", `name,age\n${"Ada,36\n".repeat(50_000)}`, "unrecognised_format"],
    ["other JSON lines", '{"hello":"world"}\n'.repeat(50_000), "unrecognised_format"],
    ["JSON that is cut off", '{"timestamp":"2026-11-03T09:14:07Z","model":"gpt-4.1","tok', "unrecognised_format"],
    ["a first line of 20 MB", "x".repeat(20 * 1024 * 1024), "unrecognised_format"],
    ["a truncated gzip", gzipSync(fileWith([], 12_000)).subarray(0, 20_000), "damaged_gzip"],
    ["a small truncated gzip", gzipSync(fileWith([], 3)).subarray(0, 100), "damaged_gzip"],
    ["nothing but the beginning of a gzip", Buffer.from([0x1f, 0x8b]), "damaged_gzip"],
    ["a gzip with damage in it", damaged(gzipSync(fileWith([], 12_000))), "damaged_gzip"],
  ])("%s", async (_, body, code) => {
    const { organizationId, key } = await createOrganization();
    const answer = await send(key, body);
    expect(answer).toMatchObject({
      status: 400,
      body: { error: { code, message: expect.stringMatching(/^.{10,600}$/) } },
    });
    expect(await stored(organizationId)).toBe(0);
    expect(await batchesOf(key)).toMatchObject([{ status: "failed", error: answer.body.error.message, received: 0 }]);
  });

  test("no body at all", async () => {
    const { key } = await createOrganization();
    const answer = await POST(apiRequest("/api/v1/usage", key, { method: "POST" }));
    expect(answer.status).toBe(400);
    expect((await answer.json()).error.code).toBe("empty_input");
  });
});

describe("lines that cannot be are rejected, and the others taken", () => {
  const tooLong = `${row("long").slice(0, 40)}${"x".repeat(LONGEST_LINE)}`;
  const cases: [string, string, string | null, string][] = [
    ["negative counts", row("bad", { input: "-100" }), "tokens.input", "negative"],
    ["fractional counts", row("bad", { output: "0.5" }), "tokens.output", "not_whole"],
    ["counts beyond 2^53", row("bad", { output: "9007199254740993" }), "tokens.output", "too_large"],
    ["counts that are no numbers", row("bad", { input: "lots" }), "tokens.input", "not_a_number"],
    ["more cached than there was input", row("bad", { cacheRead: "101" }), "tokens.cacheRead", "part_exceeds_whole"],
    ["more reasoning than there was output", row("bad", { reasoning: "51" }), "tokens.reasoning", "part_exceeds_whole"],
    ["a date in year 1", row("bad", { timestamp: "0001-01-01T00:00:00Z" }), "timestamp", "timestamp_out_of_range"],
    ["a date in 2999", row("bad", { timestamp: "2999-12-31T23:59:59Z" }), "timestamp", "timestamp_out_of_range"],
    ["a day that does not exist", row("bad", { timestamp: "2026-02-30T00:00:00Z" }), "timestamp", "not_a_time"],
    ["no model", row("bad", { model: "" }), "model", "missing"],
    ["a name of 10,000 characters", row("bad", { project: "x".repeat(10_000) }), "project", "too_long"],
    ["control characters", row("bad", { project: "a\u0007b\u001b" }), "project", "control_character"],
    ["more fields than columns", `${row("bad")},1,2`, null, "wrong_number_of_fields"],
    ["a line that is too long", tooLong, null, "line_too_long"],
  ];
  describe.each(SIZES)("among %s", (_, size) => {
    test.each(cases)("%s", async (__, line, field, code) => {
      const { organizationId, key } = await createOrganization();
      const answer = await send(key, fileWith([line], size));
      const good = answer.body.inserted;
      expect(answer).toMatchObject({
        status: 200,
        body: { received: good + 1, duplicates: 0, revised: 0, rejected: 1, errors: [{ field, code }] },
      });
      expect(answer.body.errors[0].line).toBe(Math.floor(good / 2) + 2);
      expect(good).toBeGreaterThanOrEqual(size);
      expect(await stored(organizationId)).toBe(good);
    });
  });

  test("zero bytes, where the beginning is text", async () => {
    const { organizationId, key } = await createOrganization();
    const { status, body } = await send(key, fileWith([row("bad", { project: "a\0b" })], 600));
    expect(status).toBe(200);
    expect(body).toMatchObject({
      inserted: 600,
      rejected: 1,
      errors: [{ field: "project", code: "control_character" }],
    });
    expect(await stored(organizationId)).toBe(600);
  });

  test("billed costs with names that cannot be", async () => {
    const { key } = await createOrganization();
    const billed = (item: string) => `1790208000,1790294400,1.5,usd,${item}`;
    const items = ["gpt-5", "a\u0007b", "x".repeat(300)];
    const file = ["start_time,end_time,amount_value,amount_currency,line_item", ...items.map(billed)].join("\n");
    expect(await send(key, file)).toMatchObject({
      status: 200,
      body: { inserted: 1, rejected: 2, errors: [{ code: "control_character" }, { code: "too_long" }] },
    });
  });

  test("all of them, which is a 422", async () => {
    const { organizationId, key } = await createOrganization();
    const lines = cases.map(([, line]) => line);
    const answer = await send(key, [HEADER, ...lines].join("\n"));
    expect(answer).toMatchObject({
      status: 422,
      body: { received: lines.length, inserted: 0, rejected: lines.length },
    });
    expect(await stored(organizationId)).toBe(0);
  });

  test("hundreds of thousands of them: the first are named, more can be fetched, and all are counted", async () => {
    const { organizationId, key } = await createOrganization();
    const count = 150_000;
    const body = `${HEADER}\n${`${row("bad", { input: "-1" })}\n`.repeat(count)}${row("good")}\n`;
    const answer = await send(key, body);
    expect(answer).toMatchObject({ status: 200, body: { received: count + 1, inserted: 1, rejected: count } });
    expect(answer.body.errors).toHaveLength(100);
    const params = Promise.resolve({ id: answer.body.batchId });
    const rejects = await (await getRejects(apiRequest("/", key), { params })).text();
    expect(rejects.split("\n").length).toBeGreaterThan(100_000);
    expect(await stored(organizationId)).toBe(1);
  });
});

test("counts that come to more than can be stored are refused, and fail no other upload", async () => {
  const { organizationId, key } = await createOrganization();
  const rows = (count: number, name: string) => {
    const largest = { input: String(Number.MAX_SAFE_INTEGER), cacheRead: "0" };
    return [HEADER, ...Array.from({ length: count }, (_, index) => row(`${name}-${index}`, largest))].join("\n");
  };
  const refused = { status: 400, body: { error: { code: "counts_too_large" } } };
  expect(await send(key, rows(1100, "staged"))).toMatchObject(refused);
  expect(await batchesOf(key)).toMatchObject([{ status: "failed", error: expect.stringContaining("2^63") }]);
  expect(await stored(organizationId)).toBe(0);
  expect(await send(key, rows(1000, "largest"))).toMatchObject({ status: 200, body: { inserted: 1000 } });
  const small = [rows(100, "grouped"), fileWith([], 3)].map((body) => send(key, body));
  expect(await Promise.all(small)).toMatchObject([refused, { status: 200, body: { inserted: 3 } }]);
  expect(await stored(organizationId)).toBe(1003);
});

describe("files that are written otherwise are taken", () => {
  const text = fileWith([], 600);
  const quoted = fileWith([row("q1", { project: '"a\nb, ""c"""' }), row("q2", { project: '"a;b"' })], 600);
  test.each<[string, string | Uint8Array, number]>([
    ["with a byte order mark", `\ufeff${text}`, 600],
    ["as UTF-16, little-endian, with a byte order mark", utf16(text, "le", true), 600],
    ["as UTF-16, big-endian, with a byte order mark", utf16(text, "be", true), 600],
    ["as UTF-16, little-endian, without one", utf16(text, "le", false), 600],
    ["with CRLF", text.replaceAll("\n", "\r\n"), 600],
    ["with semicolons", text.replaceAll(",", ";"), 600],
    ["with tabs", text.replaceAll(",", "\t"), 600],
    ["with quoted line breaks, delimiters and quotes", quoted, 602],
    ["with quoted line breaks and CRLF", quoted.replaceAll(/\n(?!b)/g, "\r\n"), 602],
    ["with blank lines", text.replaceAll("\n", "\n\n"), 600],
    ["without a line break at the end", text.trimEnd(), 600],
    ["packed", gzipSync(text), 600],
    ["packed in several members", Buffer.concat([gzipSync(text.slice(0, 9999)), gzipSync(text.slice(9999))]), 600],
  ])("%s", async (_, body, count) => {
    const { organizationId, key } = await createOrganization();
    expect(await send(key, body)).toMatchObject({
      status: 200,
      body: { received: count, inserted: count, rejected: 0, unpriced: 0, errors: [] },
    });
    expect(await stored(organizationId)).toBe(count);
    // Written as everybody writes it, it is the same usage.
    const plain = count === 600 ? text : quoted;
    expect((await send(key, plain)).body).toMatchObject({ inserted: 0, duplicates: count, revised: 0 });
  });
});

/** JSON can say what CSV cannot. */
describe("strange texts in every field", () => {
  const TEXTS = ["\u0000", "a\u0000b", "\ud800", "\u202e", "'; DROP TABLE users; --", "__proto__", "é".repeat(300)];
  const usage = (some: object) => ({ ...USAGE, ...some });
  const USAGE = {
    timestamp: "2026-11-03T09:14:07Z",
    provider: "openai",
    model: "gpt-4.1",
    tokens: { input: 100, output: 50, cacheWrite: 20 },
  };
  const PLACES: Readonly<Record<string, (text: string) => object>> = {
    id: (text) => usage({ id: text }),
    provider: (text) => usage({ provider: text }),
    model: (text) => usage({ model: text }),
    serviceTier: (text) => usage({ serviceTier: text }),
    region: (text) => usage({ region: text }),
    endpoint: (text) => usage({ endpoint: text }),
    project: (text) => usage({ project: text }),
    apiKey: (text) => usage({ apiKey: text }),
    user: (text) => usage({ user: text }),
    "a tag's key": (text) => usage({ tags: JSON.parse(`{${JSON.stringify(text)}:"x"}`) }),
    "a tag's value": (text) => usage({ tags: { team: text } }),
    features: (text) => usage({ features: [text] }),
    "a call's kind": (text) => usage({ calls: JSON.parse(`{${JSON.stringify(text)}:1}`) }),
    "a time to live": (text) =>
      usage({ tokens: { ...USAGE.tokens, cacheWriteByTtl: JSON.parse(`{${JSON.stringify(text)}:1}`) } }),
    "a field nobody knows": (text) => usage({ [text]: text }),
    "a count": (text) => usage({ tokens: { input: text } }),
    timestamp: (text) => usage({ timestamp: text }),
  };

  describe.each(SIZES)("among %s", (_, size) => {
    test.each(Object.keys(PLACES))("%s", async (place) => {
      const { organizationId, key } = await createOrganization();
      const good = Array.from({ length: size }, (__, index) => JSON.stringify(usage({ id: `good-${index}` })));
      const strange = TEXTS.map((text) => JSON.stringify(PLACES[place]?.(text)));
      const { status, body } = await send(key, [...good, ...strange].join("\n"));
      expect(status, JSON.stringify(body)).toBe(200);
      expect(body).toMatchObject({ received: size + TEXTS.length, duplicates: 0, revised: 0 });
      expect(body.inserted + body.rejected).toBe(body.received);
      expect(body.inserted).toBeGreaterThanOrEqual(size);
      expect(await stored(organizationId)).toBe(body.inserted);
      const params = Promise.resolve({ id: body.batchId });
      expect((await (await getRejects(apiRequest("/", key), { params })).text()).length).toBeGreaterThan(0);
    });
  });
});

function utf16(text: string, order: "le" | "be", mark: boolean): Buffer {
  const bytes = Buffer.from(mark ? `\ufeff${text}` : text, "utf16le");
  return order === "le" ? bytes : bytes.swap16();
}

function damaged(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  copy.fill(0x55, copy.length / 2, copy.length / 2 + 64);
  return copy;
}
