import { existsSync, readdirSync, readFileSync, readlinkSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";

const PATIENCE_MS = 60_000;
const PROGRAMS = ["postgres", "initdb", "pg_ctl"];

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
 * Waits until the processes that a killed start left in a folder are gone: those of a server notice on their own, initdb
 * comes to its end, and a new server must not start beside them.
 * @throws Error when they stay.
 */
export async function untilLeftoversAreGone(folder: string): Promise<void> {
  if (process.platform !== "linux") return;
  for (let waited = 0; hasProcessIn(folder); waited += 50) {
    if (waited >= PATIENCE_MS) throw new Error(`Processes of an earlier PostgreSQL still use ${folder}: end them.`);
    await wait(50);
  }
}

/** PostgreSQL's processes work in the folder of their data, its programs in the one above. */
function hasProcessIn(folder: string): boolean {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .some((pid) => {
      try {
        const place = readlinkSync(`/proc/${pid}/cwd`);
        if (place !== folder && !place.startsWith(`${folder}/`)) return false;
        // Somebody may just be looking at the files.
        return PROGRAMS.includes(readFileSync(`/proc/${pid}/comm`, "utf8").trim());
      } catch {
        return false;
      }
    });
}
