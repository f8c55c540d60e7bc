import { spawn } from "node:child_process";

/** The command failed or could not be started. */
export class CommandFailed extends Error {}

/**
 * Runs a program with its output shown, and waits for it.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ env?: Record<string, string>, quiet?: boolean }} [options] `quiet` shows the output only when it fails
 * @returns {Promise<void>} rejects with CommandFailed
 */
export function runCommand(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    let output = "";
    const child = spawn(command, args, {
      stdio: options.quiet ? ["ignore", "pipe", "pipe"] : ["ignore", "inherit", "inherit"],
      env: { ...process.env, ...options.env },
      // npm is a script on Windows.
      shell: process.platform === "win32",
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on("data", (part) => {
        output += part;
      });
    }
    // Ctrl-C reaches the child by itself; what ends only this process must not leave it at work.
    const stop = () => child.kill("SIGTERM");
    process.once("SIGTERM", stop);
    child.once("error", reject);
    child.once("close", (code) => {
      process.off("SIGTERM", stop);
      if (code === 0) return resolve();
      process.stderr.write(output);
      reject(new CommandFailed(`"${command} ${args.join(" ")}" failed${code === null ? "" : ` (code ${code})`}.`));
    });
  });
}
