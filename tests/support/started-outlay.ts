import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, mkdtempSync, readdirSync, readFileSync, readlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { freePort, runningDatabaseUrl } from "../../scripts/database/embedded-postgres";

/** What the owner that a started Outlay makes is known by. */
export const OWNER = {
  OUTLAY_INIT_EMAIL: "ada@example.com",
  OUTLAY_INIT_PASSWORD: "correct horse battery",
  OUTLAY_INIT_ORG: "Analytical Engines",
  OUTLAY_INIT_API_KEY: "start_0123456789abcdefghijklmnopqrstuvwxyz",
};

/** `node scripts/start.mjs` in a group of processes of its own, as a terminal makes one. */
export class StartedOutlay {
  stdout = "";
  stderr = "";
  /** The exit code, or the signal it died of. */
  readonly ended: Promise<number | NodeJS.Signals | null>;
  private readonly child: ChildProcess;

  private constructor(
    readonly url: string,
    readonly dataDirectory: string,
    environment: Readonly<Record<string, string>>,
  ) {
    this.child = spawn(process.execPath, ["scripts/start.mjs"], {
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
      env: environment as NodeJS.ProcessEnv,
    });
    for (const stream of ["stdout", "stderr"] as const) {
      this.child[stream]?.on("data", (part) => {
        this[stream] += part;
      });
    }
    this.ended = new Promise((resolve) => this.child.once("close", (code, signal) => resolve(code ?? signal)));
  }

  /** Starts it with a data directory and a port of its own, unless the settings say others. */
  static async start(settings: Readonly<Record<string, string>> = {}): Promise<StartedOutlay> {
    const port = settings.PORT ?? String(await freePort());
    const url = `http://localhost:${port}`;
    const dataDirectory = settings.OUTLAY_DATA_DIR ?? newDataDirectory();
    const { PATH = "", HOME = "", TMPDIR = tmpdir() } = process.env;
    const own = { PATH, HOME, TMPDIR, PORT: port, OUTLAY_DATA_DIR: dataDirectory, NEXTAUTH_URL: url };
    return new StartedOutlay(url, dataDirectory, { ...own, ...settings });
  }

  /**
   * Waits until it says that it is ready.
   * @throws Error with its output when it ends instead.
   */
  async ready(): Promise<this> {
    const isReady = new Promise<"ready">((resolve) => {
      const look = () => this.stdout.includes("Outlay is ready at ") && resolve("ready");
      this.child.stdout?.on("data", look);
      look();
    });
    const first = await Promise.race([isReady, this.ended]);
    if (first !== "ready") throw new Error(`Outlay ended with ${first}:\n${this.stdout}\n${this.stderr}`);
    return this;
  }

  /** Signals the process itself, as `kill` and Docker do. */
  signal(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  /** Signals all its processes but the database, as Ctrl-C does; those that are left of them. */
  signalGroup(signal: NodeJS.Signals): void {
    try {
      process.kill(-(this.child.pid as number), signal);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
    }
  }

  /** Stops it and waits for that. */
  async stop(): Promise<number | NodeJS.Signals | null> {
    this.signal("SIGTERM");
    return this.ended;
  }

  /** Ids of the processes of its database: they work in the folder of its data. */
  databaseProcesses(): number[] {
    return processes().filter((pid) => linkOf(pid).startsWith(path.join(this.dataDirectory, "postgres")));
  }

  /** Waits until the database is being made or started. */
  databaseAppears(): Promise<void> {
    return this.until(() => this.databaseProcesses().length > 0);
  }

  /** Waits until the first migration of a new database is under way, or done. */
  migrationBegins(): Promise<void> {
    return this.until(() => hasMigrations(this.dataDirectory));
  }

  private async until(isSo: () => boolean | Promise<boolean>): Promise<void> {
    while (!(await isSo())) {
      if (this.child.exitCode !== null) throw new Error(`Outlay ended:\n${this.stdout}\n${this.stderr}`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  /** Ids of the processes that serve, which this process has started. */
  serverProcesses(): number[] {
    return processes().filter((pid) => parentOf(pid) === this.child.pid);
  }

  /** Whether a serving process has a file in memory whose name holds this. */
  serverHasLoaded(name: string): boolean {
    return this.serverProcesses().some((pid) => read(pid, "maps").includes(name));
  }

  /** The most memory any of the serving processes has had, in bytes. */
  peakMemory(): number {
    return Math.max(
      ...this.serverProcesses().map((pid) => 1024 * Number(/VmHWM:\s+(\d+)/.exec(read(pid, "status"))?.[1])),
    );
  }
}

/** A data directory that PostgreSQL's user can enter. */
export function newDataDirectory(): string {
  const folder = mkdtempSync(path.join(tmpdir(), "outlay-start-"));
  chmodSync(folder, 0o755);
  return folder;
}

async function hasMigrations(dataDirectory: string): Promise<boolean> {
  try {
    const client = new pg.Client({ connectionString: runningDatabaseUrl(dataDirectory) });
    await client.connect();
    const { rowCount } = await client.query("SELECT 1 FROM _prisma_migrations").finally(() => client.end());
    return rowCount !== 0;
  } catch {
    return false;
  }
}

function processes(): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
}

function parentOf(pid: number): number {
  return Number(/\) \S (\d+)/.exec(read(pid, "stat"))?.[1]);
}

function linkOf(pid: number): string {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return "";
  }
}

function read(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8");
  } catch {
    return "";
  }
}
