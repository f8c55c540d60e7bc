import { spawn } from "node:child_process";
import { ensureBrowser } from "./setup/browser.mjs";
import { ensureBuilt } from "./setup/build.mjs";
import { ensureInstalled, requireNode } from "./setup/install.mjs";

/**
 * `npm run bench`: measures the built application and prints a report. `npm run bench -- --help` says what can be chosen.
 */
requireNode();
await ensureInstalled("all");
await ensureBuilt();
const browser = await ensureBrowser();
const child = spawn(
  process.execPath,
  ["--conditions=react-server", "--import", "tsx", "tests/bench/run.ts", ...process.argv.slice(2)],
  {
    stdio: "inherit",
    env: { ...process.env, NODE_ENV: "production", ...(browser ? { OUTLAY_TEST_BROWSER: browser } : {}) },
  },
);
// Ctrl-C reaches every process of the terminal; the bench stops what it started and ends by itself.
process.on("SIGINT", () => undefined);
process.on("SIGTERM", () => child.kill("SIGTERM"));
child.once("close", (code) => {
  process.exitCode = code ?? 1;
});
