import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { freePort, runningDatabaseUrl } from "../../scripts/database/embedded-postgres";
import { memoryOfServer } from "./server-memory";

/** The built application, started the way a user starts it, on a data directory of its own. */
export interface Application {
  url: string;
  apiKey: string;
  email: string;
  password: string;
  databaseUrl: string;
  /** Milliseconds from the command to a served page. */
  startedInMs: number;
  /** Resident memory of the processes that serve (not of the database), in bytes. */
  serverMemory(): number;
  /** Runs a statement on the database. */
  sql(text: string): Promise<Record<string, unknown>[]>;
  stop(): Promise<void>;
}

const EMAIL = "bench@example.com";
const PASSWORD = "a long bench passphrase";
const API_KEY = "bench_0123456789abcdefghijklmnopqrstuvwxyz";

/** How an application is started; everything has a default. */
export interface StartOptions {
  /** The checkout. */
  directory?: string;
  /** The data directory, which is kept. */
  data?: string;
  command?: readonly [string, ...string[]];
  /** Folder for a CPU profile of the server. */
  profile?: string | null;
}

/** Starts Outlay and waits until it serves a page. */
export async function startApplication(options: StartOptions = {}): Promise<Application> {
  const dataDirectory = options.data ?? newDataDirectory();
  const url = `http://localhost:${await freePort()}`;
  const started = performance.now();
  const child = startProcess(url, dataDirectory, options);
  await untilServed(url, child);
  const startedInMs = performance.now() - started;
  const databaseUrl = runningDatabaseUrl(dataDirectory);
  return {
    ...{ url, apiKey: API_KEY, email: EMAIL, password: PASSWORD, databaseUrl, startedInMs },
    serverMemory: () => memoryOfServer(child.pid ?? 0),
    sql: (text) => runSql(databaseUrl, text),
    stop: async () => {
      // Not "exit": npm ends before what it has started, which holds the pipe until it has ended too.
      const ended = new Promise((resolve) => child.once("close", resolve));
      child.kill("SIGTERM");
      await ended;
      if (!options.data) rmSync(dataDirectory, { recursive: true, force: true });
    },
  };
}

/** Open to others: where PostgreSQL's own user cannot reach it, the database would be kept elsewhere, and remain. */
function newDataDirectory(): string {
  const directory = mkdtempSync(path.join(tmpdir(), "outlay-bench-"));
  chmodSync(directory, 0o755);
  return directory;
}

function startProcess(url: string, dataDirectory: string, { directory, command, profile }: StartOptions): ChildProcess {
  const [program, ...args] = command ?? [process.execPath, "scripts/start.mjs"];
  const child = spawn(program, args, {
    cwd: directory ?? process.cwd(),
    stdio: ["ignore", "pipe", "inherit"],
    env: {
      ...process.env,
      NODE_ENV: "production",
      PORT: new URL(url).port,
      NEXTAUTH_URL: url,
      OUTLAY_DATA_DIR: dataDirectory,
      OUTLAY_INIT_EMAIL: EMAIL,
      OUTLAY_INIT_PASSWORD: PASSWORD,
      OUTLAY_INIT_ORG: "Bench",
      OUTLAY_INIT_API_KEY: API_KEY,
      ...(profile ? profiling(path.resolve(profile)) : {}),
    },
  });
  child.stdout.resume();
  return child;
}

function profiling(folder: string): Record<string, string> {
  mkdirSync(folder, { recursive: true });
  return { OUTLAY_BENCH_PROFILE: folder, NODE_OPTIONS: `--import ${path.resolve("tests/bench/profile-process.mjs")}` };
}

async function untilServed(url: string, child: ChildProcess): Promise<void> {
  for (;;) {
    if (child.exitCode !== null) throw new Error(`Outlay stopped with code ${child.exitCode} before it served a page`);
    const answer = await fetch(`${url}/sign-in`).catch(() => null);
    if (answer?.ok && (await answer.text()).includes("</html>")) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function runSql(databaseUrl: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}
