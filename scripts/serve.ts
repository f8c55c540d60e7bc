import { type ChildProcess, spawn } from "node:child_process";
import { parseSettings, type Settings, SettingsError } from "../lib/settings";
import { lockDataDirectory } from "./data-directory/lock";
import { sessionSecret } from "./data-directory/secret";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "./database/embedded-postgres";
import { type KeptRunning, keepRunning } from "./database/keep-running";
import { migrate } from "./migrations/migrate";

type Mode = "production" | "development";

/** Starts database and server, and stops both on Ctrl-C, SIGTERM, or when the server ends. */
export async function serve(mode: Mode): Promise<void> {
  const started = performance.now();
  let database: Promise<EmbeddedPostgres> | null = null;
  let kept: KeptRunning | null = null;
  let server: ChildProcess | null = null;
  let stopping = false;
  const stop = async (code: number) => {
    if (stopping) return;
    stopping = true;
    await Promise.all([ended(server), kept?.release()]);
    // One that is only being started has to be up before it can be stopped.
    await database?.then(
      (postgres) => postgres.stop(),
      () => undefined,
    );
    process.exit(code);
  };
  const giveUp = async (reason: unknown) => {
    if (!stopping) console.error(reason instanceof Error ? reason.message : reason);
    await stop(1);
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => void stop(0));
  whenParentIsGone(() => void stop(0));
  try {
    const settings = parseSettings(process.env);
    if (!(await lockDataDirectory(settings.dataDirectory))) {
      throw new SettingsError(
        `Outlay is running on ${settings.dataDirectory} already: stop it, or set OUTLAY_DATA_DIR to another folder.`,
      );
    }
    if (!settings.databaseUrl) database = startEmbeddedPostgres(settings.dataDirectory);
    const postgres = await database;
    const databaseUrl = settings.databaseUrl ?? postgres?.databaseUrl ?? "";
    if (stopping) return;
    await prepareDatabase(databaseUrl);
    if (stopping) return;
    if (postgres) kept = keepRunning(postgres, (reason) => void giveUp(reason));
    server = startServer(mode, settings, databaseUrl);
    server.on("message", (message) => {
      if (message !== "ready") return;
      const seconds = ((performance.now() - started) / 1000).toFixed(1);
      console.log(`Outlay is ready at ${settings.publicUrl} (after ${seconds} s; Ctrl-C stops it)`);
    });
    server.once("exit", (code) => void stop(code ?? 1));
  } catch (error) {
    await giveUp(error);
  }
}

/** npm runs this below a shell that dies of a signal without passing it on. */
function whenParentIsGone(action: () => void): void {
  const parent = process.ppid;
  if (process.env.npm_lifecycle_event === undefined) return;
  setInterval(() => process.ppid !== parent && action(), 250).unref();
}

/** Applies migrations, waiting for a database of one's own that may still be starting. */
async function prepareDatabase(databaseUrl: string): Promise<void> {
  const { default: pg } = await import("pg");
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 15_000 });
  // One that is stopped meanwhile is told by the statement under way.
  client.on("error", () => undefined);
  try {
    await client.connect();
  } catch (error) {
    throw new SettingsError(
      `The database of DATABASE_URL cannot be reached: ${(error as Error).message || (error as { code?: string }).code}`,
    );
  }
  const { rows } = await client.query<{ version: string }>("SELECT current_setting('server_version_num') AS version");
  await client.end();
  if (Number(rows[0]?.version) < 150_000) throw new SettingsError("Outlay needs PostgreSQL 15 or newer.");
  await migrate(databaseUrl);
}

function startServer(mode: Mode, settings: Settings, databaseUrl: string): ChildProcess {
  const environment = {
    ...process.env,
    DATABASE_URL: databaseUrl,
    NODE_ENV: mode,
    NEXTAUTH_SECRET: settings.secret ?? sessionSecret(settings.dataDirectory),
    NEXTAUTH_URL: settings.publicUrl,
    NEXT_TELEMETRY_DISABLED: "1",
    PORT: String(settings.port),
    // Uploads leave much garbage and keep little. By default V8 collects it late on machines with much memory, and glibc
    // keeps for every thread what that has freed: together half a gigabyte, of which an eighth is in use. (Of an option that
    // is stated twice the last counts.) What glibc hands out in pages of their own goes back at once; unless it is told from
    // which size on, that is the size of the largest buffer it has seen.
    NODE_OPTIONS: `--max-old-space-size=1024 ${process.env.NODE_OPTIONS ?? ""}`,
    MALLOC_ARENA_MAX: process.env.MALLOC_ARENA_MAX ?? "2",
    MALLOC_MMAP_THRESHOLD_: process.env.MALLOC_MMAP_THRESHOLD_ ?? String(128 * 1024),
  };
  // The channel tells the server when this process is gone, however it ended.
  return spawn(process.execPath, ["scripts/server.mjs"], {
    env: environment,
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
}

/** Ends the server and waits for it. */
async function ended(server: ChildProcess | null): Promise<void> {
  if (!server || server.exitCode !== null || server.signalCode !== null) return;
  await new Promise((resolve) => {
    server.once("exit", resolve);
    server.kill("SIGTERM");
  });
}
