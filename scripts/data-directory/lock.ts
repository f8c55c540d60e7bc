import { createHash } from "node:crypto";
import { mkdirSync, realpathSync, rmSync } from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { SettingsError } from "../../lib/settings";

/**
 * Takes a data directory for this process; false when another one has it. The lock is a local socket, which the system
 * releases however the process ends, so that there is no stale lock to clean up after a crash.
 * @throws SettingsError when there can be no such folder.
 */
export async function lockDataDirectory(directory: string): Promise<boolean> {
  try {
    mkdirSync(directory, { recursive: true });
  } catch (error) {
    throw new SettingsError(`OUTLAY_DATA_DIR cannot be a folder at ${directory}: ${(error as Error).message}.`);
  }
  const name = `outlay-${createHash("sha256").update(realpathSync(directory)).digest("hex").slice(0, 24)}`;
  if (process.platform === "linux") return listen(`\0${name}`);
  if (process.platform === "win32") return listen(`\\\\.\\pipe\\${name}`);
  const socket = path.join(tmpdir(), `${name}.sock`);
  if (await listen(socket)) return true;
  if (await answers(socket)) return false;
  // Elsewhere the socket is a file that outlives a killed process.
  rmSync(socket, { force: true });
  return listen(socket);
}

function listen(name: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.end());
    server.once("error", (error: NodeJS.ErrnoException) =>
      error.code === "EADDRINUSE" ? resolve(false) : reject(error),
    );
    server.listen(name, () => {
      server.unref();
      resolve(true);
    });
  });
}

function answers(name: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(name, () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}
