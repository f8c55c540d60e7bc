import { readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { newDataDirectory, OWNER, StartedOutlay } from "../support/started-outlay";

const started: StartedOutlay[] = [];

async function start(settings: Readonly<Record<string, string>> = {}): Promise<StartedOutlay> {
  const outlay = await StartedOutlay.start({ ...OWNER, ...settings });
  started.push(outlay);
  return outlay;
}

afterEach(async () => {
  for (const outlay of started.splice(0)) {
    await outlay.stop();
    rmSync(outlay.dataDirectory, { recursive: true, force: true });
  }
});

const authorization = `Bearer ${OWNER.OUTLAY_INIT_API_KEY}`;

async function sendOne({ url }: StartedOutlay, id: string): Promise<number> {
  const body = `id,timestamp,model,input,output\n${id},2026-11-03T09:14:07Z,gpt-4.1,10,1\n`;
  const answer = await fetch(`${url}/api/v1/usage`, { method: "POST", headers: { authorization }, body });
  return (await answer.json()).inserted;
}

async function records({ url }: StartedOutlay): Promise<number> {
  const answer = await fetch(`${url}/api/v1/records?from=2026-11-01&to=2026-12-01`, { headers: { authorization } });
  return (await answer.json()).records.length;
}

test("it serves and says where, alone on its data, and goes on when the database loses its connections", async () => {
  const outlay = await (await start()).ready();
  expect(outlay.stdout).toMatch(new RegExp(`^Outlay is ready at ${outlay.url} \\(after \\d+\\.\\d s`, "m"));
  expect(outlay.stderr).toBe("");
  expect(await (await fetch(`${outlay.url}/api/health`)).json()).toEqual({ status: "ok" });
  expect(await (await fetch(`${outlay.url}/sign-in`)).text()).toContain("</html>");
  expect(outlay.serverHasLoaded("/node")).toBe(true);
  expect(outlay.serverHasLoaded("next-swc")).toBe(false);

  const second = await start({ OUTLAY_DATA_DIR: outlay.dataDirectory });
  expect(await second.ended).toBe(1);
  expect(second.stderr).toBe(
    `Outlay is running on ${outlay.dataDirectory} already: stop it, or set OUTLAY_DATA_DIR to another folder.\n`,
  );
  expect(second.stdout).toBe("");
  expect(await sendOne(outlay, "a")).toBe(1);

  // All but the oldest, which is the server.
  signalEach(outlay.databaseProcesses().slice(1), "SIGTERM");
  await expect.poll(async () => (await fetch(`${outlay.url}/api/health`)).status).toBe(200);
  expect(await sendOne(outlay, "b")).toBe(1);
});

test("it starts its database again when that is killed, and tells callers to try again until then", async () => {
  const outlay = await (await start()).ready();
  expect(await sendOne(outlay, "a")).toBe(1);
  signalEach(outlay.databaseProcesses().slice(0, 1), "SIGKILL");

  const refused: { status: number; code: string; retryAfter: string | null }[] = [];
  await expect
    .poll(
      async () => {
        const answer = await fetch(`${outlay.url}/api/v1/records`, { headers: { authorization } });
        const { error } = await answer.json();
        const { status, headers } = answer;
        if (error) refused.push({ status, code: error.code, retryAfter: headers.get("retry-after") });
        return status;
      },
      { timeout: 60_000 },
    )
    .toBe(200);
  expect(refused).not.toEqual([]);
  expect(new Set(refused.map((one) => JSON.stringify(one)))).toEqual(
    new Set([JSON.stringify({ status: 503, code: "database_unavailable", retryAfter: "2" })]),
  );
  expect(await records(outlay)).toBe(1);
  expect(await sendOne(outlay, "a")).toBe(0);
  expect(await sendOne(outlay, "b")).toBe(1);
  expect(outlay.stderr).toContain("PostgreSQL has ended by itself; it is started again.\n");
});

describe("it stops cleanly", () => {
  test.each<[string, (outlay: StartedOutlay) => void]>([
    ["on SIGTERM", (outlay) => outlay.signal("SIGTERM")],
    ["on Ctrl-C, pressed twice", (outlay) => repeatedly(() => outlay.signalGroup("SIGINT"))],
    ["when its terminal closes", (outlay) => outlay.signalGroup("SIGHUP")],
  ])("%s", async (_, stop) => {
    const outlay = await (await start()).ready();
    expect(outlay.databaseProcesses().length).toBeGreaterThan(0);
    stop(outlay);
    expect(await outlay.ended).toBe(0);
    expect(outlay.stderr).toBe("");
    expect([...outlay.databaseProcesses(), ...outlay.serverProcesses()]).toEqual([]);
    expect(await fetch(outlay.url).catch(() => "nobody")).toBe("nobody");
  });

  test.each<[string, (outlay: StartedOutlay) => void]>([
    ["SIGTERM", (outlay) => outlay.signal("SIGTERM")],
    ["Ctrl-C, pressed twice", (outlay) => repeatedly(() => outlay.signalGroup("SIGINT"))],
  ])("on %s before it is ready", async (_, stop) => {
    const outlay = await start();
    await outlay.databaseAppears();
    stop(outlay);
    expect(await outlay.ended).toBe(0);
    expect(outlay.databaseProcesses()).toEqual([]);
  });
});

test("on SIGTERM while it migrates it ends, and can be started again", async () => {
  const dataDirectory = newDataDirectory();
  const first = await start({ OUTLAY_DATA_DIR: dataDirectory });
  await first.migrationBegins();
  first.signal("SIGTERM");
  expect(await first.ended).toBe(0);
  expect(first.databaseProcesses()).toEqual([]);
  const second = await (await start({ OUTLAY_DATA_DIR: dataDirectory })).ready();
  expect(await sendOne(second, "a")).toBe(1);
});

test("it recovers when it was killed: while its database was made or migrated, alone, and with its database", async () => {
  const dataDirectory = newDataDirectory();
  const startAgain = () => start({ OUTLAY_DATA_DIR: dataDirectory });
  const halfMade = await startAgain();
  await halfMade.databaseAppears();
  halfMade.signalGroup("SIGKILL");
  expect(await halfMade.ended).toBe("SIGKILL");
  const halfMigrated = await startAgain();
  await halfMigrated.migrationBegins();
  halfMigrated.signalGroup("SIGKILL");
  expect(await halfMigrated.ended).toBe("SIGKILL");

  const first = await (await startAgain()).ready();
  expect(await sendOne(first, "a")).toBe(1);
  first.signal("SIGKILL");
  // The server notices that it is alone.
  await expect.poll(() => fetch(first.url).catch(() => "nobody")).toBe("nobody");
  expect(first.databaseProcesses().length).toBeGreaterThan(0);

  const second = await (await startAgain()).ready();
  expect(await records(second)).toBe(1);
  expect(await sendOne(second, "b")).toBe(1);
  second.signalGroup("SIGKILL");
  signalEach(second.databaseProcesses(), "SIGKILL");
  // The number in its file is another program's by now.
  const pidFile = path.join(dataDirectory, "postgres", "data", "postmaster.pid");
  writeFileSync(pidFile, readFileSync(pidFile, "utf8").replace(/^\d+/, String(process.pid)));

  const third = await (await startAgain()).ready();
  expect(await records(third)).toBe(2);
  expect(await sendOne(third, "b")).toBe(0);
});

function repeatedly(action: () => void): void {
  action();
  setTimeout(action, 100);
}

function signalEach(pids: readonly number[], signal: NodeJS.Signals): void {
  for (const pid of pids) {
    try {
      process.kill(pid, signal);
    } catch {
      // It ended by itself.
    }
  }
}
