import pg from "pg";
import { expect, test } from "vitest";
import { pool } from "@/lib/db/pool";
import { ingest } from "@/lib/ingest/ingest";
import { type LoadLimits, USUAL_LIMITS } from "@/lib/ingest/load-limits";
import { recoverInterrupted } from "@/lib/ingest/recover-interrupted";
import { takeUpInterrupted } from "@/lib/ingest/take-up-interrupted";
import { uploadClaim } from "@/lib/ingest/upload-claim";
import { createOrganization } from "../../support/factories";

const HEADER = "id,timestamp,model,input,output\n";
const lines = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, at) => `r${from + at},2026-11-03T09:14:07Z,gpt-4.1,1000,20\n`).join("");

/** Everything staged; the fast road from the second record on. */
const STAGED: LoadLimits = { ...USUAL_LIMITS, groupBytes: 0, groupRecords: 0 };
const FAST: LoadLimits = { ...STAGED, directFrom: 2, patienceMs: 60_000, chances: 0 };

async function batchesOf(organizationId: number) {
  const { rows } = await pool().query("SELECT id, status, error FROM batches WHERE organization_id = $1 ORDER BY id", [
    organizationId,
  ]);
  return rows;
}

test.each([
  ["that is staged", STAGED],
  ["on the fast road", FAST],
])("a process that starts leaves alone what another one is receiving, %s", async (_, limits) => {
  const { organizationId } = await createOrganization();
  let goOn: () => void = () => undefined;
  const waiting = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  const stream = (async function* () {
    yield Buffer.from(HEADER + lines(0, 5000));
    await waiting;
    yield Buffer.from(lines(5000, 6000));
  })();
  const actor = { kind: "command", name: "test" } as const;
  const upload = ingest({ organizationId, stream, source: "test", format: null, actor }, limits);
  while ((await batchesOf(organizationId)).length === 0) await new Promise((resolve) => setTimeout(resolve, 5));

  // As the start of another server does it: over a connection that holds no claim.
  expect(await recoverInterrupted()).toBe(0);
  expect(await batchesOf(organizationId)).toMatchObject([{ status: "receiving" }]);
  goOn();
  expect(await upload).toMatchObject({ received: 6000, inserted: 6000 });
  expect(await batchesOf(organizationId)).toMatchObject([{ status: "committed" }]);
  expect(await recoverInterrupted()).toBe(0);
});

test("what no process is receiving has failed, and what it left is removed", async () => {
  const { organizationId } = await createOrganization();
  await pool().query(
    "INSERT INTO batches (organization_id, id, status, source, received) VALUES ($1, 1, 'receiving', 'test', 7)",
    [organizationId],
  );
  await pool().query(
    `INSERT INTO batch_rejects (organization_id, batch_id, ordinal, line, code, message, raw)
     VALUES ($1, 1, 0, 1, 'negative', 'is negative', 'x')`,
    [organizationId],
  );
  expect(await recoverInterrupted()).toBe(1);
  expect(await batchesOf(organizationId)).toMatchObject([
    { status: "failed", error: expect.stringContaining("Send it again") },
  ]);
  const { rows } = await pool().query("SELECT 1 FROM batch_rejects WHERE organization_id = $1", [organizationId]);
  expect(rows).toEqual([]);
});

test("what a process that died still claims is taken up once the database has noticed", async () => {
  const { organizationId } = await createOrganization();
  await pool().query(
    "INSERT INTO batches (organization_id, id, status, source, received) VALUES ($1, 1, 'receiving', 'test', 7)",
    [organizationId],
  );
  const connectionOfTheDead = new pg.Client({ connectionString: process.env.DATABASE_URL });
  await connectionOfTheDead.connect();
  const { lockClass, name } = uploadClaim(organizationId, 1);
  await connectionOfTheDead.query("SELECT pg_advisory_lock_shared($1, hashtext($2))", [lockClass, name]);
  await takeUpInterrupted([100, 500, 1000, 2000, 4000, 16_000, 60_000]);
  expect(await batchesOf(organizationId)).toMatchObject([{ status: "receiving" }]);
  await connectionOfTheDead.end();
  await expect.poll(() => batchesOf(organizationId)).toMatchObject([{ status: "failed" }]);
});

test("claims are given back when an upload has ended, well or not", async () => {
  const { organizationId } = await createOrganization();
  const actor = { kind: "command", name: "test" } as const;
  const upload = (text: string) => {
    const stream = (async function* () {
      yield Buffer.from(text);
    })();
    return ingest({ organizationId, stream, source: "test", format: null, actor }, STAGED);
  };
  await upload(HEADER + lines(0, 10));
  await expect(upload("name,age\nAda,36\n")).rejects.toThrow();
  const { rows } = await pool().query(
    `SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
        AND classid = 7006`,
  );
  expect(rows).toEqual([]);
});
