import { describe, expect, test } from "vitest";
import { POST } from "@/app/api/v1/usage/route";
import { createApiKey } from "@/lib/auth/api-key";
import { pool } from "@/lib/db/pool";
import { apiRequest, createOrganization } from "../../support/factories";

const HEADER = "timestamp,provider,model,project,input,output";
const line = (input: number) => `2026-11-03T09:14:07.120Z,openai,gpt-4.1,checkout,${input},500`;
const csv = (...inputs: number[]) => `${HEADER}\n${inputs.map(line).join("\n")}\n`;
/** Taken together with others, and one after another. */
const SMALL = csv(1000, 2000);
const LARGE = csv(...Array.from({ length: 3000 }, (_, index) => index));

async function send(key: string, body: BodyInit, idempotencyKey: string, query = "?source=test.csv") {
  const headers = { "idempotency-key": idempotencyKey };
  const response = await POST(apiRequest(`/api/v1/usage${query}`, key, { method: "POST", headers, body }));
  const text = await response.text();
  const isRepeated = response.headers.get("idempotency-replayed") === "true";
  return { status: response.status, text, body: JSON.parse(text), isRepeated };
}

async function counts(organizationId: number) {
  const { rows } = await pool().query(
    `SELECT (SELECT count(*)::int FROM batches WHERE organization_id = $1) AS batches,
            (SELECT count(*)::int FROM usage_records WHERE organization_id = $1) AS records,
            (SELECT count(*)::int FROM kept_answers WHERE organization_id = $1) AS answers`,
    [organizationId],
  );
  return rows[0];
}

describe.each([
  ["a small upload", SMALL, 2],
  ["a large upload", LARGE, 3000],
])("%s", (_, body, records) => {
  test("that comes again with its key gets the first answer again, and nothing is stored", async () => {
    const { organizationId, key } = await createOrganization();
    const first = await send(key, body, "key-1");
    expect(first).toMatchObject({ status: 200, isRepeated: false, body: { inserted: records } });
    const second = await send(key, body, "key-1");
    expect(second).toEqual({ ...first, isRepeated: true });
    expect(await counts(organizationId)).toEqual({ batches: 1, records, answers: 1 });
    expect((await send(key, body, "key-2")).body).toMatchObject({ inserted: 0, duplicates: records });
  });

  test("with a key that came with another body or other parameters is refused", async () => {
    const { organizationId, key } = await createOrganization();
    await send(key, body, "key-1");
    const reused = { status: 422, body: { error: { code: "idempotency_key_reused" } } };
    expect(await send(key, csv(7), "key-1")).toMatchObject(reused);
    expect(await send(key, body, "key-1", "?source=other.csv")).toMatchObject(reused);
    expect(await counts(organizationId)).toEqual({ batches: 1, records, answers: 1 });
  });

  test("is not stored when another process has taken the key meanwhile", async () => {
    const { organizationId, key } = await createOrganization();
    await send(key, csv(7), "key-1");
    const { rows } = await pool().query("DELETE FROM kept_answers WHERE organization_id = $1 RETURNING *", [
      organizationId,
    ]);
    const meanwhile = new ReadableStream<Uint8Array>(
      {
        async pull(controller) {
          const { key_hash, request_hash, answer } = rows[0];
          await pool().query(
            "INSERT INTO kept_answers (organization_id, key_hash, request_hash, answer) VALUES ($1, $2, $3, $4)",
            [organizationId, key_hash, request_hash, answer],
          );
          controller.enqueue(Buffer.from(body));
          controller.close();
        },
      },
      { highWaterMark: 0 },
    );
    const [taken, other] = await Promise.all([send(key, meanwhile, "key-1"), send(key, csv(8), "key-2")]);
    expect(taken).toMatchObject({ status: 409, body: { error: { code: "idempotency_key_in_progress" } } });
    expect(other).toMatchObject({ status: 200, body: { inserted: 1 } });
    expect((await counts(organizationId)).records).toBe(2);
    expect(await send(key, csv(7), "key-1")).toMatchObject({ status: 200, isRepeated: true });
  });
});

test("an answer that says all was rejected comes again too", async () => {
  const { key } = await createOrganization();
  const first = await send(key, csv(-1), "key-1");
  expect(first).toMatchObject({ status: 422, body: { rejected: 1 } });
  expect(await send(key, csv(-1), "key-1")).toEqual({ ...first, isRepeated: true });
});

test("what was refused keeps no answer: the key may come with what was meant", async () => {
  const { organizationId, key } = await createOrganization();
  expect((await send(key, "name,age\nAda,36\n", "key-1")).status).toBe(400);
  expect(await send(key, SMALL, "key-1")).toMatchObject({ status: 200, isRepeated: false });
  expect((await counts(organizationId)).answers).toBe(1);
});

test("keys are the sender's own", async () => {
  const { organizationId, key } = await createOrganization();
  const other = await createApiKey({ organizationId, name: "other", scopes: ["ingest"], createdById: null });
  const stranger = await createOrganization();
  await send(key, SMALL, "key-1");
  expect(await send(other.key, csv(3), "key-1")).toMatchObject({ status: 200, isRepeated: false });
  expect(await send(stranger.key, csv(4), "key-1")).toMatchObject({ status: 200, isRepeated: false });
});

test("while the first is being taken, others with its key have to wait", async () => {
  const { organizationId, key } = await createOrganization();
  const answers = await Promise.all(Array.from({ length: 5 }, () => send(key, LARGE, "key-1")));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409, 409]);
  expect(await counts(organizationId)).toEqual({ batches: 1, records: 3000, answers: 1 });
});

test("after a day a key is as good as new", async () => {
  const { organizationId, key } = await createOrganization();
  await send(key, SMALL, "key-1");
  await pool().query("UPDATE kept_answers SET created_at = now() - interval '25 hours'");
  expect(await send(key, csv(9), "key-1")).toMatchObject({ status: 200, isRepeated: false, body: { inserted: 1 } });
  expect(await send(key, csv(9), "key-1")).toMatchObject({ status: 200, isRepeated: true });
  expect(await counts(organizationId)).toEqual({ batches: 2, records: 3, answers: 1 });
});

test.each(["", "x".repeat(256), "with space"])("the key %j is refused", async (idempotencyKey) => {
  const { key } = await createOrganization();
  const refused = { status: 400, body: { error: { code: "invalid_idempotency_key" } } };
  expect(await send(key, SMALL, idempotencyKey)).toMatchObject(refused);
});
