import { expect, test } from "vitest";
import { POST as sendTraces } from "@/app/api/v1/otlp/v1/traces/route";
import { POST } from "@/app/api/v1/usage/route";
import { pool } from "@/lib/db/pool";
import { ingest } from "@/lib/ingest/ingest";
import { USUAL_LIMITS } from "@/lib/ingest/load-limits";
import { countRollupDifferences } from "@/lib/ingest/rebuild-rollups";
import type { IngestActor } from "@/lib/ingest/upload";
import { settings } from "@/lib/settings";
import { apiRequest, createOrganization } from "../../support/factories";
import { createMember, pageRequest } from "../../support/people";

const HEADER = "id,timestamp,provider,model,project,input,output";
const line = (id: string) => `${id},2026-11-03T09:14:07.120Z,openai,gpt-4.1,checkout,1000,500`;
const csv = (ids: readonly string[]) => Buffer.from(`${HEADER}\n${ids.map(line).join("\n")}\n`);
const ids = (prefix: string, count: number) => Array.from({ length: count }, (_, index) => `${prefix}-${index}`);
const command = (name: string): IngestActor => ({ kind: "command", name });

function send(organizationId: number, actor: IngestActor, stream: AsyncIterable<Uint8Array>, limits = USUAL_LIMITS) {
  return ingest({ organizationId, stream, source: "test.csv", format: null, actor }, limits);
}

async function* pieces(...bytes: Uint8Array[]) {
  yield* bytes;
}

/** A body whose second half comes when it is called for. */
function inHalves(prefix: string) {
  let callFor: (() => void) | undefined;
  const called = new Promise<void>((resolve) => (callFor = resolve));
  const body = csv(ids(prefix, 4000));
  const stream = (async function* () {
    yield body.subarray(0, body.length / 2);
    await called;
    yield body.subarray(body.length / 2);
  })();
  return { stream, callFor: () => callFor?.() };
}

async function recordsOf(organizationId: number): Promise<number> {
  expect(await countRollupDifferences(organizationId)).toBe(0);
  const { rows } = await pool().query("SELECT count(*)::int AS count FROM usage_records WHERE organization_id = $1", [
    organizationId,
  ]);
  return rows[0].count;
}

test.each([
  ["at the beginning", 10],
  ["later", 4000],
])("a sender that falls silent %s is given up, and nothing is stored", async (_, count) => {
  const { organizationId } = await createOrganization();
  const stream = (async function* () {
    yield csv(ids("a", count));
    await new Promise(() => undefined);
  })();
  const silent = send(organizationId, command("test"), stream, { ...USUAL_LIMITS, silenceMs: 30 });
  await expect(silent).rejects.toMatchObject({ status: 408, code: "upload_stalled" });
  expect(await recordsOf(organizationId)).toBe(0);
  const { rows } = await pool().query("SELECT status FROM batches WHERE organization_id = $1", [organizationId]);
  expect(rows).toEqual([{ status: "failed" }]);
});

test("one sender's large uploads leave room for another's", async () => {
  const { organizationId } = await createOrganization();
  const slow = ids("slow", 8).map(inHalves);
  const sent = slow.map(({ stream }) => send(organizationId, command("slow"), stream));
  const other = await send(organizationId, command("other"), pieces(csv(ids("other", 4000))));
  expect(other).toMatchObject({ inserted: 4000 });
  for (const { callFor } of slow) callFor();
  for (const result of await Promise.all(sent)) expect(result).toMatchObject({ inserted: 4000 });
  expect(await recordsOf(organizationId)).toBe(36_000);
});

test("what cannot wait any more is told to come again; what waits is stored", async () => {
  const { organizationId } = await createOrganization();
  const other = await pool().connect();
  // As if a large upload were being merged.
  await other.query("SELECT pg_advisory_lock(7002, $1)", [organizationId]);
  const uploads = Array.from({ length: 330 }, (_, upload) => {
    // Large, and soon read: another column, which Outlay does not take, makes most of it.
    const body = csv(ids(`r-${upload}`, 20))
      .toString()
      .replaceAll("\n", `,${"x".repeat(2900)}\n`);
    return send(organizationId, command("test"), pieces(Buffer.from(body)));
  });
  const settled = Promise.allSettled(uploads);
  const first = await Promise.race(uploads).catch((error) => error);
  expect(first).toMatchObject({ status: 503, code: "busy", retryAfter: 1 });
  await other.query("SELECT pg_advisory_unlock(7002, $1)", [organizationId]);
  other.release();
  const stored = (await settled).filter(({ status }) => status === "fulfilled");
  expect(stored.length).toBeGreaterThan(200);
  expect(stored.length).toBeLessThan(330);
  expect(await recordsOf(organizationId)).toBe(stored.length * 20);
});

test("uploads at the same time are bounded for each person and each key, who do not take each other's", async () => {
  const { organizationId, key } = await createOrganization();
  const person = await createMember(organizationId, "member");
  const init = (body: BodyInit) => ({ method: "POST", body, duplex: "half" }) as RequestInit;
  for (let count = 0; count < settings().limits.concurrentUploads; count += 1) {
    await new Promise<void>((onRead) => {
      const pull = () => new Promise<void>(() => onRead());
      void POST(pageRequest("/api/v1/usage", person, init(new ReadableStream({ pull }, { highWaterMark: 0 }))));
    });
  }
  const answer = await POST(pageRequest("/api/v1/usage", person, init(csv(["one"]))));
  expect(answer.status).toBe(429);
  expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
  expect((await answer.json()).error.code).toBe("too_many_uploads");
  const spans = { ...init("{}"), headers: { "content-type": "application/json" } };
  const ofSpans = await sendTraces(pageRequest("/api/v1/otlp/v1/traces", person, spans));
  expect([ofSpans.status, ofSpans.headers.get("retry-after")]).toEqual([429, "1"]);
  expect((await POST(apiRequest("/api/v1/usage", key, init(csv(["two"]))))).status).toBe(200);
});
