import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createRandom } from "@/lib/sample-data/random";
import { freePort } from "../../../scripts/database/embedded-postgres";
import { ensureBuilt } from "../../../scripts/setup/build.mjs";
import { type KillableDatabase, startKillableDatabase } from "../../support/crash/killable-database";
import { type KillableServer, killableServer } from "../../support/crash/killable-server";
import { type Acknowledged, beginUpload, sendPersistently } from "../../support/crash/persistent-sender";

/** How long it is killed again and again; a longer run: OUTLAY_KILL_SECONDS=600. */
const SECONDS = Number(process.env.OUTLAY_KILL_SECONDS ?? 25);
const SEED = Number(process.env.OUTLAY_KILL_SEED ?? Date.now() % 1_000_000);
/** At least this often, and until requests were cut off and answered again, however slow the machine is. */
const FEWEST_KILLS = 4;
const SENDERS = 6;
const API_KEY = "kill_0123456789abcdefghijklmnopqrstuvwxyz";

let folder: string;
let database: KillableDatabase;
let server: KillableServer;

beforeAll(async () => {
  await ensureBuilt();
  folder = mkdtempSync(path.join(tmpdir(), "outlay-kill-"));
  chmodSync(folder, 0o755);
  database = await startKillableDatabase(folder);
  process.env.DATABASE_URL = database.url;
  server = killableServer(await freePort(), {
    DATABASE_URL: database.url,
    NEXTAUTH_SECRET: "a secret for tests, long enough",
    OUTLAY_INIT_EMAIL: "kill@example.com",
    OUTLAY_INIT_PASSWORD: "a long kill passphrase",
    OUTLAY_INIT_ORG: "Killed",
    OUTLAY_INIT_API_KEY: API_KEY,
  });
  await server.start();
}, 300_000);

afterAll(async () => {
  await server?.kill();
  await database?.stop();
  rmSync(folder, { recursive: true, force: true });
}, 60_000);

test(
  "killed anywhere, it has everything it acknowledged, once, and nothing by halves",
  async () => {
    console.log(`OUTLAY_KILL_SEED=${SEED}`);
    const random = createRandom(SEED, 0);
    const acknowledged: Acknowledged = { ids: [], requests: 0, retried: 0, repeated: 0 };
    const until = Date.now() + SECONDS * 1000;
    let kills = 0;
    const isTried = () => kills >= FEWEST_KILLS && acknowledged.retried > 0 && acknowledged.repeated > 0;
    const isOver = () => Date.now() > until && isTried();
    const to = { url: server.url, apiKey: API_KEY };
    const sending = Array.from({ length: SENDERS }, (_, sender) =>
      sendPersistently(to, `s${sender}`, createRandom(SEED, sender + 1), acknowledged, isOver),
    );
    const killing = (async () => {
      for (; !isOver(); kills += 1) {
        // Any moment is as good as another: it is the moments that are tried, not waited for.
        await new Promise((resolve) => setTimeout(resolve, 50 + random() * 1500));
        const source = `cut-off-${kills}.csv`;
        const breakOff = beginUpload(to, source);
        while ((await countBatches(source)).receiving === 0) await new Promise((resolve) => setTimeout(resolve, 10));
        await killSomething(random());
        breakOff();
        await expectNothingLost(acknowledged);
      }
    })();
    await Promise.all([...sending, killing]);
    await server.kill();
    await server.start();
    await expectNothingLost(acknowledged);
    // The database has to notice that the server is gone.
    await expect.poll(() => countBatches("%")).toMatchObject({ receiving: 0 });
    expect(await countBatches("cut-off-%")).toEqual({ receiving: 0, failed: kills, committed: 0 });
    expect(isTried()).toBe(true);
    console.log(`${kills} kills, ${acknowledged.requests} requests, ${acknowledged.retried} of them retried`);
  },
  Math.max(300_000, SECONDS * 3000),
);

async function killSomething(which: number): Promise<void> {
  if (which < 0.4) {
    await server.kill();
  } else {
    await database.kill();
    await database.restart();
    if (which < 0.8) return;
    await server.kill();
  }
  await server.start();
}

/** What has been acknowledged by now is stored, no record twice, and everything derived from the records agrees with them. */
async function expectNothingLost({ ids }: Acknowledged): Promise<void> {
  const { pool } = await import("@/lib/db/pool");
  const { verifyOrganization } = await import("@/lib/ingest/verify/verify-organization");
  const known = ids.slice();
  const { rows } = await pool().query(COUNT_STORED, [known]);
  expect(rows[0]).toEqual({ missing: 0, twice: 0 });
  expect(await verifyOrganization(1)).toEqual({
    ...{ rollups: 0, keysMissing: 0, keysTooMany: 0 },
    ...{ recordsAstray: 0, batchesUnbalanced: 0 },
  });
}

/** What became of the uploads from sources of such a name. */
async function countBatches(source: string): Promise<{ receiving: number; failed: number; committed: number }> {
  const { pool } = await import("@/lib/db/pool");
  const { rows } = await pool().query(COUNT_BATCHES, [source]);
  return rows[0];
}

const COUNT_BATCHES = `
  SELECT count(*) FILTER (WHERE status = 'receiving')::int AS receiving,
         count(*) FILTER (WHERE status = 'failed')::int AS failed,
         count(*) FILTER (WHERE status = 'committed')::int AS committed
    FROM batches WHERE source LIKE $1`;

const COUNT_STORED = `
  SELECT (SELECT count(*)::int FROM unnest($1::text[]) AS sent(id)
           WHERE NOT EXISTS (SELECT 1 FROM usage_records WHERE external_id = sent.id)) AS missing,
         (SELECT count(*)::int FROM (SELECT 1 FROM usage_records GROUP BY external_id HAVING count(*) > 1) AS again) AS twice`;
