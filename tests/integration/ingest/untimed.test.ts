import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { pool } from "@/lib/db/pool";
import { ingest } from "@/lib/ingest/ingest";
import type { LoadLimits } from "@/lib/ingest/load-limits";
import { countRollupDifferences } from "@/lib/ingest/rebuild-rollups";
import { createOrganization } from "../../support/factories";

/** Everything staged; the fast road from the second record on; small uploads in groups. */
const STAGED: LoadLimits = {
  groupBytes: 0,
  groupRecords: 0,
  silenceMs: 60_000,
  directFrom: Number.POSITIVE_INFINITY,
  patienceMs: 60_000,
  storedBytes: 2 ** 26,
  rollupSums: 60_000,
  chances: 0,
};
const FAST: LoadLimits = { ...STAGED, directFrom: 2 };
const GROUPED: LoadLimits = { ...STAGED, groupBytes: 100_000, groupRecords: 1000 };

let organizationId: number;

beforeAll(() => {
  vi.useFakeTimers({ toFake: ["Date"] });
});

afterAll(() => {
  vi.useRealTimers();
});

beforeEach(async () => {
  ({ organizationId } = await createOrganization());
});

/** Uploads lines at noon of a day of November, in pieces. */
async function send(day: number, lines: readonly unknown[], limits: LoadLimits, piece = 700) {
  vi.setSystemTime(new Date(Date.UTC(2026, 10, day, 12)));
  const bytes = Buffer.from(lines.map((line) => JSON.stringify(line)).join("\n"));
  const stream = (async function* () {
    for (let at = 0; at < bytes.length; at += piece) yield bytes.subarray(at, at + piece);
  })();
  const request = { organizationId, stream, source: "log.jsonl", format: null };
  const result = await ingest({ ...request, actor: { kind: "command", name: "test" } }, limits);
  expect(result.inserted + result.duplicates + result.revised + result.rejected).toBe(result.received);
  return [result.inserted, result.duplicates, result.revised];
}

async function stored() {
  expect(await countRollupDifferences(organizationId)).toBe(0);
  const { rows } = await pool().query<{ id: string | null; day: string; input: string; output: string }>(
    `SELECT external_id AS id, to_char(timestamp AT TIME ZONE 'UTC', 'DD') AS day, input_uncached + cache_read + cache_write AS input, output
       FROM usage_records WHERE organization_id = $1 ORDER BY id, day, input, output`,
    [organizationId],
  );
  return rows.map(({ id, day, input, output }) => [id, Number(day), Number(input), Number(output)]);
}

const embeddings = (vector: number, tokens = 8) => ({
  object: "list",
  data: [{ object: "embedding", index: 0, embedding: [vector] }],
  model: "text-embedding-3-small",
  usage: { prompt_tokens: tokens, total_tokens: tokens },
});
/** A message as the API answered it; without a reason to stop it is only a part. */
const message = (id: string, output: number, stop: string | null = "end_turn") => ({
  type: "message",
  id,
  model: "claude-sonnet-4-6",
  stop_reason: stop,
  usage: { input_tokens: 100, cache_read_input_tokens: 0, cache_creation_input_tokens: 0, output_tokens: output },
});
/** The same in a session of Claude Code, which knows when it was. */
const inSession = (id: string, output: number, stop: string | null = "end_turn", day = "02") => ({
  type: "assistant",
  sessionId: "s",
  cwd: "/work/shop",
  timestamp: `2026-11-${day}T09:00:00.000Z`,
  message: message(id, output, stop),
});
const chat = (changes: object) => ({
  object: "chat.completion.chunk",
  id: "c1",
  created: Date.UTC(2026, 10, 3) / 1000,
  model: "gpt-4.1",
  choices: [{ index: 0, delta: {}, finish_reason: "stop" }],
  ...changes,
});

describe.each([
  ["staged", STAGED],
  ["on the fast road", FAST],
  ["in groups", GROUPED],
])("%s", (_, limits) => {
  test("a file without ids and times is itself on any day; equal lines in it are different calls", async () => {
    const file = [embeddings(1), embeddings(1), embeddings(2), embeddings(3, 9)];
    expect(await send(10, file, limits)).toEqual([4, 0, 0]);
    const first = await stored();
    expect(await send(10, file, limits)).toEqual([0, 4, 0]);
    expect(await send(11, file, limits)).toEqual([0, 4, 0]);
    expect(await stored()).toEqual(first);
    expect(await send(12, [...file, embeddings(4), embeddings(1)], limits)).toEqual([2, 4, 0]);
    expect(await send(13, [embeddings(4), ...file, embeddings(1)], limits)).toEqual([0, 6, 0]);
    expect((await stored()).map(([, day]) => day)).toEqual([10, 10, 10, 10, 12, 12]);
  });

  test("a message without a time is itself on any day", async () => {
    expect(await send(10, [message("a", 5), message("b", 6)], limits)).toEqual([2, 0, 0]);
    expect(await send(11, [message("b", 6), message("a", 5), message("c", 1)], limits)).toEqual([1, 2, 0]);
    expect(await stored()).toEqual([
      ["a", 10, 100, 5],
      ["b", 10, 100, 6],
      ["c", 11, 100, 1],
    ]);
  });

  test("what knows its time replaces what does not, and is not replaced by it", async () => {
    await send(10, [message("a", 5), message("b", 6)], limits);
    expect(await send(10, [inSession("a", 5), inSession("b", 6)], limits)).toEqual([0, 0, 2]);
    expect(await send(10, [message("a", 5), message("b", 6)], limits)).toEqual([0, 2, 0]);
    expect(await stored()).toEqual([
      ["a", 2, 100, 5],
      ["b", 2, 100, 6],
    ]);
  });

  test("a revision that does not know its time keeps the time of what it replaces", async () => {
    await send(10, [message("a", 5), message("b", 6)], limits);
    expect(await send(14, [message("a", 9), message("b", 9)], limits)).toEqual([0, 0, 2]);
    expect(await send(15, [inSession("c", 1, null), inSession("d", 1, null)], limits)).toEqual([2, 0, 0]);
    expect(await send(16, [message("c", 7), message("d", 7)], limits)).toEqual([0, 0, 2]);
    expect(await stored()).toEqual([
      ["a", 10, 100, 9],
      ["b", 10, 100, 9],
      ["c", 2, 100, 7],
      ["d", 2, 100, 7],
    ]);
    expect(await send(17, [message("a", 9), message("c", 7)], limits)).toEqual([0, 2, 0]);
  });

  test("a part does not replace the whole, nor a larger part", async () => {
    await send(10, [inSession("a", 40), inSession("b", 20, null)], limits);
    expect(await send(11, [inSession("a", 10, null), inSession("b", 10, null)], limits)).toEqual([0, 2, 0]);
    expect(await send(11, [inSession("b", 30, null), inSession("a", 41, null)], limits)).toEqual([0, 1, 1]);
    expect(await send(11, [inSession("b", 40), inSession("a", 40)], limits)).toEqual([0, 1, 1]);
    expect(await stored()).toEqual([
      ["a", 2, 100, 40],
      ["b", 2, 100, 40],
    ]);
  });

  test("usage that is missing does not replace usage that is known", async () => {
    const usage = { prompt_tokens: 100, completion_tokens: 5, total_tokens: 105 };
    expect(await send(10, [chat({}), chat({ id: "c2" })], limits)).toEqual([2, 0, 0]);
    expect(await send(10, [chat({ usage }), chat({ id: "c2", usage })], limits)).toEqual([0, 0, 2]);
    expect(await send(10, [chat({}), chat({ id: "c2" })], limits)).toEqual([0, 2, 0]);
    expect(await stored()).toEqual([
      ["c1", 3, 100, 5],
      ["c2", 3, 100, 5],
    ]);
  });
});

const version = fc.oneof(
  fc.constantFrom(message("a", 40), message("b", 7), message("b", 3, null), message("c", 9)),
  fc.constantFrom(inSession("a", 40), inSession("a", 1, null), inSession("a", 25, null), inSession("c", 9)),
  fc.constantFrom(embeddings(1), embeddings(2), embeddings(3, 12)),
);
const upload = fc.record({
  lines: fc.uniqueArray(version, { minLength: 1, maxLength: 9 }),
  limits: fc.constantFrom(STAGED, FAST, GROUPED),
  day: fc.integer({ min: 4, max: 9 }),
  piece: fc.integer({ min: 50, max: 900 }),
});

test("whatever the order, the repetitions and the roads, what is stored is the most complete of everything sent", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(upload, { minLength: 1, maxLength: 6 }), async (uploads) => {
      ({ organizationId } = await createOrganization());
      const most = new Map<string, number[]>();
      for (const { lines, limits, day, piece } of uploads) {
        await send(day, lines, limits, piece);
        for (const line of lines) {
          const [id, input, output] = said(line);
          const known = most.get(id);
          if (!known || (known[1] ?? 0) < output) most.set(id, [input, output]);
        }
      }
      const rows = await stored();
      const totals = rows.map(([, , input, output]) => [input, output]);
      expect(totals.sort()).toEqual([...most.values()].sort());
    }),
    { numRuns: 60 },
  );
}, 120_000);

function said(line: object): [string, number, number] {
  const one = line as { message?: ReturnType<typeof message> } & ReturnType<typeof message> &
    ReturnType<typeof embeddings>;
  if (one.object === "list") return [JSON.stringify(line), one.usage.prompt_tokens, 0];
  const { id, usage } = one.message ?? one;
  return [id, usage.input_tokens, usage.output_tokens];
}
