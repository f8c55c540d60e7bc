import { execFileSync, spawn } from "node:child_process";
import path from "node:path";
import { freePort } from "../../scripts/database/embedded-postgres";

const DIRECTORY = path.resolve("tests/bench/bare-route");

/** A server of the route that only reads the body and answers, started like Outlay's. */
export async function startBareServer(): Promise<{ url: string; stop(): Promise<void> }> {
  // Turbopack would take the packages' folder for the application's, and Outlay's instrumentation for its own.
  execFileSync(process.execPath, [path.resolve("node_modules/next/dist/bin/next"), "build", "--webpack"], {
    cwd: DIRECTORY,
    stdio: ["ignore", "ignore", "inherit"],
  });
  const port = await freePort();
  const child = spawn(process.execPath, [path.resolve("scripts/server.mjs")], {
    cwd: DIRECTORY,
    stdio: ["ignore", "inherit", "inherit", "ipc"],
    env: { ...process.env, NODE_ENV: "production", PORT: String(port) },
  });
  await new Promise<void>((resolve, reject) => {
    child.once("message", () => resolve());
    child.once("exit", (code) => reject(new Error(`the bare server ended with code ${code}`)));
  });
  return {
    url: `http://localhost:${port}/body`,
    stop: () =>
      new Promise((resolve) => {
        child.once("exit", () => resolve());
        child.kill("SIGTERM");
      }),
  };
}
