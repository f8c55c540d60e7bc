import { randomBytes } from "node:crypto";
import { chownSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import path from "node:path";
import pg from "pg";
import { isLivingPostgres, untilLeftoversAreGone } from "./leftover-processes";
import { findPostgresBinaries, type PostgresBinaries } from "./postgres-binaries";
import { postgresUser, type ServerUser } from "./postgres-user";
import { reachableBinaries, reachableFolder } from "./reachable";
import { runApart } from "./run-apart";

const SUPERUSER = "outlay";
const DATABASE = "outlay";

/** Settings of the embedded server: durable (fsync stays on), sized for a laptop or a small machine. */
const SERVER_SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  max_connections: "60",
  shared_buffers: "256MB",
  work_mem: "32MB",
  maintenance_work_mem: "128MB",
  max_wal_size: "4GB",
  checkpoint_completion_target: "0.9",
  jit: "off",
  log_min_messages: "warning",
  log_timezone: "UTC",
  timezone: "UTC",
};

/** A PostgreSQL server of our own, running on the loopback address. */
export interface EmbeddedPostgres {
  databaseUrl: string;
  logFile: string;
  /** Whether its process is there (known on Linux only, elsewhere it is taken to be). */
  isAlive(): boolean;
  /**
   * Starts it again after it has ended, at the same address.
   * @throws Error that names its log when it does not start.
   */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts PostgreSQL with its data under `<dataDirectory>/postgres`, creating the cluster at first use. Recovers what a
 * killed process left behind: a server still running, a stale postmaster.pid, a half-made cluster.
 */
export async function startEmbeddedPostgres(dataDirectory: string): Promise<EmbeddedPostgres> {
  const user = postgresUser();
  const binaries = reachableBinaries(await findPostgresBinaries(), user);
  const cluster = new Cluster(reachableFolder(path.resolve(dataDirectory), user), binaries, user);
  await cluster.create();
  await cluster.stop();
  await cluster.start();
  await createDatabase(cluster.urlOf("postgres"));
  return {
    databaseUrl: cluster.urlOf(DATABASE),
    logFile: cluster.logFile,
    isAlive: () => cluster.isAlive(),
    restart: () => cluster.start(),
    stop: () => cluster.stop(),
  };
}

/** The address of the server that runs on a data directory, as its postmaster.pid has it. */
export function runningDatabaseUrl(dataDirectory: string): string {
  const folder = path.join(reachableFolder(path.resolve(dataDirectory), postgresUser()), "postgres");
  const port = readFileSync(path.join(folder, "data", "postmaster.pid"), "utf8").split("\n")[3];
  return databaseUrl(readFileSync(path.join(folder, "password"), "utf8"), Number(port), DATABASE);
}

function databaseUrl(password: string, port: number, database: string): string {
  return `postgresql://${SUPERUSER}:${password}@127.0.0.1:${port}/${database}`;
}

class Cluster {
  private readonly folder: string;
  private readonly data: string;
  private readonly madeFile: string;
  private readonly passwordFile: string;
  private readonly pidFile: string;
  readonly logFile: string;
  private port = 0;

  constructor(
    dataDirectory: string,
    private readonly binaries: PostgresBinaries,
    private readonly user: ServerUser,
  ) {
    this.folder = path.join(dataDirectory, "postgres");
    this.data = path.join(this.folder, "data");
    this.madeFile = path.join(this.folder, "created");
    this.passwordFile = path.join(this.folder, "password");
    this.pidFile = path.join(this.data, "postmaster.pid");
    this.logFile = path.join(this.folder, "log");
  }

  urlOf(database: string): string {
    return databaseUrl(readFileSync(this.passwordFile, "utf8"), this.port, database);
  }

  /** initdb, unless a finished cluster is there; a cluster without its mark is the half of one and made anew. */
  async create(): Promise<void> {
    if (existsSync(this.madeFile)) return;
    // An initdb whose starter was killed goes on by itself, and would write into what is made anew.
    await untilLeftoversAreGone(this.folder);
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 20 });
    mkdirSync(path.dirname(this.folder), { recursive: true });
    mkdirSync(this.folder, { mode: 0o700 });
    writeFileSync(this.passwordFile, randomBytes(24).toString("hex"), { mode: 0o600 });
    this.giveToUser(this.folder);
    this.giveToUser(this.passwordFile);
    await this.program(this.binaries.initdb, [
      `--pgdata=${this.data}`,
      `--username=${SUPERUSER}`,
      `--pwfile=${this.passwordFile}`,
      "--auth=scram-sha-256",
      "--encoding=UTF8",
      "--locale=C",
      "--no-instructions",
    ]);
    writeFileSync(this.madeFile, "");
  }

  async start(): Promise<void> {
    await untilLeftoversAreGone(this.data);
    // Nothing runs on this data: a pid file is a leftover, and PostgreSQL might refuse to start over it.
    rmSync(this.pidFile, { force: true });
    this.port ||= await freePort();
    const settings = Object.entries(SERVER_SETTINGS).map(([name, value]) => `-c ${name}='${value}'`);
    const options = [`-p ${this.port}`, ...settings].join(" ");
    const start = ["start", "-D", this.data, "-l", this.logFile, "-w", "-t", "120", "-s", "-o", options];
    await this.program(this.binaries.pgCtl, start).catch((error: Error) => {
      throw new Error(`PostgreSQL did not start (${error.message.trim()}); its log is ${this.logFile}`);
    });
  }

  /** Stops the server if one is running on this data, the one an earlier process left behind included. */
  async stop(): Promise<void> {
    if (!(await this.isRunning())) return;
    await this.program(this.binaries.pgCtl, ["stop", "-D", this.data, "-m", "fast", "-w", "-t", "60", "-s"]);
  }

  /** Whether the process of its pid file is there. */
  isAlive(): boolean {
    const pid = this.pid();
    return pid !== null && isLivingPostgres(pid);
  }

  private async isRunning(): Promise<boolean> {
    if (!this.isAlive()) return false;
    return this.program(this.binaries.pgCtl, ["status", "-D", this.data]).then(
      () => true,
      () => false,
    );
  }

  /** The process that the pid file names, if there is one. */
  private pid(): string | null {
    return /^\d+/.exec(existsSync(this.pidFile) ? readFileSync(this.pidFile, "utf8") : "")?.[0] ?? null;
  }

  private giveToUser(file: string): void {
    if (this.user.uid !== undefined && this.user.gid !== undefined) chownSync(file, this.user.uid, this.user.gid);
  }

  private program(file: string, args: readonly string[]): Promise<void> {
    return runApart(file, args, { ...this.user, cwd: this.folder, env: { ...process.env, LC_ALL: "C" } });
  }
}

async function createDatabase(adminUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const { rowCount } = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [DATABASE]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE}`);
  } finally {
    await client.end();
  }
}

/** A TCP port of the loopback address that nothing listens on. */
export async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() =>
        address && typeof address === "object" ? resolve(address.port) : reject(new Error("no port")),
      );
    });
  });
}
