import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { cpus, tmpdir, totalmem } from "node:os";
import path from "node:path";

/** The built application, started the way a user starts it, on a data directory of its own. */
export interface Application {
  url: string;
  apiKey: string;
  email: string;
  password: string;
  dataDirectory: string;
  /** Milliseconds from `npm start` to a served page. */
  startedInMs: number;
  /** Resident memory of the server process (not of the database), in bytes. */
  serverMemory(): number;
  stop(): Promise<void>;
}

const EMAIL = "bench@example.com";
const PASSWORD = "a long bench passphrase";
const API_KEY = "bench_0123456789abcdefghijklmnopqrstuvwxyz";

/** Starts Outlay on `port` from `directory` (a checkout) and waits until it answers. */
export async function startApplication(port: number, directory = process.cwd(), data?: string): Promise<Application> {
  const dataDirectory = data ?? mkdtempSync(path.join(tmpdir(), "outlay-bench-"));
  const started = performance.now();
  const child = spawn("node", ["scripts/start.mjs"], {
    cwd: directory,
    stdio: ["ignore", "pipe", "inherit"],
    env: {
      ...process.env,
      PORT: String(port),
      NEXTAUTH_URL: `http://localhost:${port}`,
      OUTLAY_DATA_DIR: dataDirectory,
      OUTLAY_INIT_EMAIL: EMAIL,
      OUTLAY_INIT_PASSWORD: PASSWORD,
      OUTLAY_INIT_ORG: "Bench",
      OUTLAY_INIT_API_KEY: API_KEY,
    },
  });
  const url = `http://localhost:${port}`;
  await untilServed(url, child);
  return {
    url,
    apiKey: API_KEY,
    email: EMAIL,
    password: PASSWORD,
    dataDirectory,
    startedInMs: performance.now() - started,
    serverMemory: () => memoryOfServer(child.pid ?? 0),
    stop: async () => {
      const ended = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGTERM");
      await ended;
      if (!data) rmSync(dataDirectory, { recursive: true, force: true });
    },
  };
}

async function untilServed(url: string, child: ChildProcess): Promise<void> {
  for (;;) {
    if (child.exitCode !== null) throw new Error(`Outlay stopped with code ${child.exitCode} before it served a page`);
    const answer = await fetch(`${url}/api/health`).catch(() => null);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Sums the memory of the process and its descendants that run Node. */
function memoryOfServer(root: number): number {
  const parents = new Map<number, number>();
  for (const entry of readdirSync("/proc")) {
    if (!/^\d+$/.test(entry)) continue;
    const stat = readProcess(entry, "stat");
    const parent = /\) \S (\d+)/.exec(stat)?.[1];
    if (parent) parents.set(Number(entry), Number(parent));
  }
  let bytes = 0;
  for (const pid of parents.keys()) {
    if (!descendsFrom(pid, root, parents) || !readProcess(pid, "comm").match(/node|next/i)) continue;
    const kilobytes = /VmRSS:\s+(\d+) kB/.exec(readProcess(pid, "status"))?.[1];
    bytes += Number(kilobytes ?? 0) * 1024;
  }
  return bytes;
}

function descendsFrom(pid: number, root: number, parents: ReadonlyMap<number, number>): boolean {
  for (let at: number | undefined = pid; at !== undefined && at > 1; at = parents.get(at)) if (at === root) return true;
  return false;
}

function readProcess(pid: number | string, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8");
  } catch {
    return "";
  }
}

/** What the figures were measured on: cores, memory, Node and the commit. */
export function describeMachine(): string {
  const commit = execFileSync("git", ["rev-parse", "--short", "HEAD"], { encoding: "utf8" }).trim();
  return `${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}, commit ${commit}`;
}
