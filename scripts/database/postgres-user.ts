import { execFileSync } from "node:child_process";

/** The system user PostgreSQL runs as when Outlay is started by root, which PostgreSQL refuses. */
const USER = "postgres";

/** User and group ids of a server; empty for the current user's. */
export interface ServerUser {
  uid?: number;
  gid?: number;
}

/** User and group ids to start PostgreSQL's programs with; empty when the current user will do. */
export function postgresUser(): ServerUser {
  if (process.getuid?.() !== 0) return {};
  return lookUp() ?? create();
}

function lookUp(): { uid: number; gid: number } | null {
  try {
    return { uid: idOf("-u"), gid: idOf("-g") };
  } catch {
    return null;
  }
}

function idOf(flag: string): number {
  return Number(execFileSync("id", [flag, USER], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }));
}

function create(): ServerUser {
  try {
    execFileSync("useradd", ["--system", "--user-group", "--no-create-home", USER], { stdio: "ignore" });
  } catch {
    throw new Error(
      `PostgreSQL does not run as root and the user "${USER}" could not be created: start Outlay as another user.`,
    );
  }
  return lookUp() ?? {};
}
