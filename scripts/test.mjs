import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { ensureBrowser } from "./setup/browser.mjs";
import { ensureBuilt } from "./setup/build.mjs";
import { ensureInstalled, requireNode } from "./setup/install.mjs";

/**
 * `npm test`: installs what is missing, runs all tests (domain, database, browser against the built application) and
 * ends with their number. `--checks` runs `npm run check` first and counts it in.
 */
requireNode();
await ensureInstalled("all");
await ensureBuilt();
const browser = await ensureBrowser();
const folder = mkdtempSync(path.join(tmpdir(), "outlay-results-"));
let passed = 0;
let failed = 0;
let skipped = 0;

if (process.argv.includes("--checks")) count(await run("scripts/check.mjs", []), "check");
await vitest();
await playwright();
rmSync(folder, { recursive: true, force: true });
if (skipped > 0) console.log(`${skipped} skipped: they need files, or a Node.js, that are not here.`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;

async function vitest() {
  const file = path.join(folder, "vitest.json");
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
  const code = await run("node_modules/vitest/vitest.mjs", ["run", ...reporters]);
  const results = readResults(file);
  passed += results?.numPassedTests ?? 0;
  failed += results?.numFailedTests ?? 0;
  skipped += results?.numPendingTests ?? 0;
  // A file that cannot be loaded has no tests to fail, and unhandled errors fail the run alone.
  if (code !== 0 && !results?.numFailedTests) count(code, "vitest");
}

async function playwright() {
  const file = path.join(folder, "playwright.json");
  const code = await run("node_modules/@playwright/test/cli.js", ["test", "--reporter=list,json"], {
    PLAYWRIGHT_JSON_OUTPUT_NAME: file,
    ...(browser ? { OUTLAY_TEST_BROWSER: browser } : {}),
  });
  const stats = readResults(file)?.stats;
  passed += (stats?.expected ?? 0) + (stats?.flaky ?? 0);
  failed += stats?.unexpected ?? 0;
  if (code !== 0 && !stats?.unexpected) count(code, "playwright");
}

/** @param {number} code @param {string} what */
function count(code, what) {
  if (code === 0) {
    passed += 1;
  } else {
    console.error(`${what} failed.`);
    failed += 1;
  }
}

/** @param {string} file */
function readResults(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return null;
  }
}

/** @param {string} program @param {readonly string[]} args @param {Record<string, string>} [env] */
function run(program, args, env = {}) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [program, ...args], {
      stdio: ["ignore", "inherit", "inherit"],
      env: { ...process.env, NODE_ENV: "test", ...env },
    });
    child.once("close", (code) => resolve(code ?? 1));
  });
}
