import { existsSync, readdirSync, readFileSync, readlinkSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";

const PATIENCE_MS = 15_000;

/**
 * Whether the process a pid file names is a server that lives. After a crash the number may belong to another program by
 * now, which must not be signalled, or to a dead process that nobody has collected. Known on Linux only; elsewhere
 * PostgreSQL's own check has to do.
 */
export function isLivingPostgres(pid: string): boolean {
  if (process.platform !== "linux") return true;
  const file = `/proc/${pid}/stat`;
  if (!existsSync(file)) return false;
  const [, name, state] = /\((.*)\) (\S)/.exec(readFileSync(file, "utf8")) ?? [];
  return name === "postgres" && state !== "Z";
}

/**
 * Waits until the processes of a killed server are gone: they notice on their own, and a new server must not start
 * beside them.
 * @throws Error when they stay.
 */
export async function untilLeftoversAreGone(dataFolder: string): Promise<void> {
  if (process.platform !== "linux") return;
  for (let waited = 0; hasProcessIn(dataFolder); waited += 50) {
    if (waited >= PATIENCE_MS) throw new Error(`Processes of an earlier PostgreSQL still use ${dataFolder}: end them.`);
    await wait(50);
  }
}

/** PostgreSQL's processes work in the folder of their data. */
function hasProcessIn(folder: string): boolean {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .some((pid) => {
      try {
        return readlinkSync(`/proc/${pid}/cwd`) === folder;
      } catch {
        return false;
      }
    });
}
