import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, renameSync, rmSync, statSync } from "node:fs";
import path from "node:path";
import type { PostgresBinaries } from "./postgres-binaries";
import type { ServerUser } from "./postgres-user";

/** Where a server that runs as another user finds what that user cannot reach in its own place. */
const SHARED = "/var/lib/outlay";

/**
 * The folder a cluster is made in: the data directory, or, where the server's user may not enter it (a checkout in
 * root's home), a folder of the same data directory's own under /var/lib/outlay.
 */
export function reachableFolder(dataDirectory: string, user: ServerUser): string {
  mkdirSync(dataDirectory, { recursive: true });
  if (canEnter(dataDirectory, user)) return dataDirectory;
  return path.join(SHARED, createHash("sha256").update(dataDirectory).digest("hex").slice(0, 16));
}

/** PostgreSQL's programs in a place where the server's user can run them: their own, or a copy. */
export function reachableBinaries(binaries: PostgresBinaries, user: ServerUser): PostgresBinaries {
  if (canEnter(binaries.home, user)) return binaries;
  const built = statSync(binaries.initdb);
  const copy = path.join(SHARED, `postgres-${built.size}-${Math.trunc(built.mtimeMs)}`);
  if (!existsSync(copy)) {
    mkdirSync(SHARED, { recursive: true });
    rmSync(`${copy}.part`, { recursive: true, force: true });
    cpSync(binaries.home, `${copy}.part`, { recursive: true, verbatimSymlinks: true });
    renameSync(`${copy}.part`, copy);
  }
  const moved = (file: string) => path.join(copy, path.relative(binaries.home, file));
  return { home: copy, initdb: moved(binaries.initdb), pgCtl: moved(binaries.pgCtl) };
}

/** Whether a user may pass through every folder of a path that exists. */
function canEnter(folder: string, { uid, gid }: ServerUser): boolean {
  if (uid === undefined) return true;
  for (let at = folder; ; at = path.dirname(at)) {
    if (existsSync(at)) {
      const { mode, uid: owner, gid: group } = statSync(at);
      const bit = owner === uid ? 0o100 : group === gid ? 0o010 : 0o001;
      if ((mode & bit) === 0) return false;
    }
    if (at === path.dirname(at)) return true;
  }
}
