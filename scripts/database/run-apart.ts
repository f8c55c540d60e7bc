import { type SpawnOptions, spawn } from "node:child_process";

/**
 * Runs a program apart from the terminal, whose Ctrl-C must not end a PostgreSQL that is only half started or stopped.
 * @throws Error with what the program said when it fails.
 */
export function runApart(file: string, args: readonly string[], options: SpawnOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, {
      ...options,
      stdio: ["ignore", "pipe", "pipe"],
      detached: process.platform !== "win32",
      windowsHide: true,
    });
    let said = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on("data", (part) => {
        said += part;
      });
    }
    child.once("error", reject);
    // pg_ctl leaves a server behind that may hold the pipes open: their end is waited for only to hear why it failed.
    child.once("exit", (code) => {
      const end = () => {
        for (const stream of [child.stdout, child.stderr]) stream?.destroy();
        if (code === 0) resolve();
        else reject(new Error(said.trim() || `${file} ended with code ${code}`));
      };
      if (code === 0) return end();
      child.once("close", end);
      setTimeout(end, 500);
    });
  });
}
