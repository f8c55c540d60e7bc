import { execFile } from "node:child_process";
import { beforeEach, expect, test } from "vitest";
import { pool } from "@/lib/db/pool";
import { deleteBatch } from "@/lib/ingest/delete-batch";
import { ingest } from "@/lib/ingest/ingest";
import { USUAL_LIMITS } from "@/lib/ingest/load-limits";
import { repairOrganization, verifyOrganization } from "@/lib/ingest/verify/verify-organization";
import { createOrganization } from "../../support/factories";

const WELL = { rollups: 0, keysMissing: 0, keysTooMany: 0, recordsAstray: 0, batchesUnbalanced: 0 };
const HEADER = "id,timestamp,endTimestamp,provider,model,project,requests,input,output";
const lines = (from: number, count: number, input = 1000) =>
  Array.from(
    { length: count },
    (_, index) =>
      `r${from + index},2026-11-0${1 + (index % 5)}T09:14:07Z,,openai,gpt-4.1,p${index % 3},1,${input + index},5`,
  );
const aggregate = ",2026-11-03T00:00:00Z,2026-11-04T00:00:00Z,openai,gpt-4.1,p1,5,1000,10";

let organizationId: number;

async function send(rows: readonly string[], limits = USUAL_LIMITS): Promise<number> {
  const stream = (async function* () {
    yield Buffer.from(`${[HEADER, ...rows].join("\n")}\n`);
  })();
  const request = { organizationId, stream, source: "test.csv", format: null };
  return Number((await ingest({ ...request, actor: { kind: "command", name: "test" } }, limits)).batchId);
}

/** Uploads by every road, with repetitions, revisions, rejects and a deletion. */
beforeEach(async () => {
  organizationId = (await createOrganization("Asia/Kathmandu")).organizationId;
  const staged = { ...USUAL_LIMITS, groupBytes: 0 };
  await send(lines(0, 1));
  await send([...lines(1, 20), aggregate, "x,2026-11-01T00:00:00Z,,openai,gpt-4.1,p,1,-5,0"]);
  await send([...lines(15, 30), aggregate, aggregate, ...lines(15, 2)], staged);
  await send([...lines(30, 60, 2000), ...lines(40, 5, 3000)], { ...staged, directFrom: 2 });
  const gone = await send([...lines(0, 3, 7000), ...lines(200, 2)]);
  await deleteBatch(organizationId, gone);
});

const change = (sql: string) => pool().query(sql, [organizationId]);

// First: the command looks at what other tests have left too.
test("the command says what is wrong, mends it, and ends accordingly", async () => {
  expect(await verify()).toMatchObject({ code: 0, said: expect.stringMatching(/everything agrees with the records/) });
  await change("UPDATE rollups SET cost = cost + 1 WHERE organization_id = $1 AND grain = 1");
  expect(await verify()).toMatchObject({ code: 1, said: expect.stringMatching(/\d+ sums differ from the records\./) });
  expect(await verify("--repair")).toMatchObject({ code: 0, said: expect.stringMatching(/: mended\./) });
  expect(await verify()).toMatchObject({ code: 0 });
  await change("UPDATE batches SET inserted = inserted + 1 WHERE organization_id = $1 AND id = 2");
  await change("UPDATE rollups SET cost = cost + 1 WHERE organization_id = $1 AND grain = 1");
  const repaired = await verify("--repair");
  expect(repaired.code).toBe(1);
  expect(repaired.said).toContain(": mended in part.");
  const left = ": This cannot be mended here: the counts of 1 uploads do not add up.";
  expect(repaired.said).toContain(left);
  const again = await verify();
  expect(again).toMatchObject({ code: 1, said: expect.stringContaining(left) });
  expect(again.said).not.toContain("--repair");
  const said = "Unknown option '--fix'. Usage: npm run verify [-- --repair]\n";
  expect(await verify("--fix")).toEqual({ code: 2, said });
  const nowhere = new URL(process.env.DATABASE_URL ?? "");
  nowhere.pathname = "/there_is_no_such_database";
  expect((await verify("--repair", nowhere.href)).code).toBe(2);
  const unreachable = { code: 2, said: "The database of DATABASE_URL cannot be reached.\n" };
  expect(await verify("", "postgresql://127.0.0.1:1/outlay")).toEqual(unreachable);
  const wrong = { code: 2, said: "Setting DATABASE_URL must begin with postgresql://.\n" };
  expect(await verify("", "mysql://127.0.0.1/outlay")).toEqual(wrong);
}, 120_000);

test("nothing is wrong with what uploads of every kind leave", async () => {
  expect(await verifyOrganization(organizationId)).toEqual(WELL);
});

test.each([
  ["a sum is wrong", "UPDATE rollups SET input_uncached = input_uncached + 1 WHERE organization_id = $1 AND grain = 2"],
  ["sums are gone", "DELETE FROM rollups WHERE organization_id = $1 AND grain = 0"],
  ["there are sums of nothing", "UPDATE rollups SET slot = slot + interval '1 year' WHERE organization_id = $1"],
])("%s: reported and mended", async (_, sql) => {
  const { rowCount } = await change(sql);
  const found = await verifyOrganization(organizationId);
  expect(found).toEqual({ ...WELL, rollups: expect.any(Number) });
  expect(found.rollups).toBeGreaterThanOrEqual(Number(rowCount));
  await repairOrganization(organizationId, found);
  expect(await verifyOrganization(organizationId)).toEqual(WELL);
});

test("keys that are not noted: reported and mended, and the same upload is known again", async () => {
  await change("DELETE FROM stored_keys WHERE organization_id = $1 AND day = '2026-11-02'");
  const found = await verifyOrganization(organizationId);
  expect(found.keysMissing).toBeGreaterThan(5);
  await repairOrganization(organizationId, found);
  expect(await verifyOrganization(organizationId)).toEqual(WELL);
  await send(lines(30, 60, 2000), { ...USUAL_LIMITS, groupBytes: 0, directFrom: 2 });
  expect(await verifyOrganization(organizationId)).toEqual(WELL);
});

test("keys that are noted of nothing: reported and mended", async () => {
  await change("DELETE FROM usage_records WHERE organization_id = $1 AND external_id = 'r60'");
  const found = await verifyOrganization(organizationId);
  expect(found).toMatchObject({ keysMissing: 0, keysTooMany: 1, rollups: expect.any(Number) });
  await repairOrganization(organizationId, found);
  expect(await verifyOrganization(organizationId)).toEqual(WELL);
});

test("records of an upload that is not committed, and counts that do not add up: reported, and not mended", async () => {
  await change("UPDATE batches SET status = 'failed' WHERE organization_id = $1 AND id = 4");
  await change("UPDATE batches SET inserted = inserted + 1 WHERE organization_id = $1 AND id = 2");
  const found = await verifyOrganization(organizationId);
  expect(found).toMatchObject({ rollups: 0, batchesUnbalanced: 1, recordsAstray: 60 });
  await repairOrganization(organizationId, found);
  expect(await verifyOrganization(organizationId)).toEqual(found);
});

function verify(option = "", databaseUrl = process.env.DATABASE_URL): Promise<{ code: number; said: string }> {
  const program = ["--conditions=react-server", "--import", "tsx", "scripts/verify.ts", option].filter(Boolean);
  const env = { ...process.env, DATABASE_URL: databaseUrl };
  return new Promise((resolve) => {
    const child = execFile(process.execPath, program, { env }, (_, out, errors) =>
      resolve({ code: child.exitCode ?? -1, said: out + errors }),
    );
  });
}
