import { spawn } from "node:child_process";
import { ensureClient } from "./setup/build.mjs";
import { ensureInstalled, requireNode } from "./setup/install.mjs";

/** `npm run check`: everything that is not a test. Runs all of it, then fails if anything failed. */
requireNode();
await ensureInstalled("all");
await ensureClient();

/** @type {[string, string[]][]} */
const checks = [
  [
    "formatting, lint and import boundaries",
    ["node_modules/@biomejs/biome/bin/biome", "ci", "--error-on-warnings", "--colors=off"],
  ],
  ["types of the routes", ["node_modules/next/dist/bin/next", "typegen"]],
  // What the compiler remembers of the generated client does not notice that it was made anew.
  ["types", ["node_modules/typescript/bin/tsc", "--noEmit", "--incremental", "false"]],
  ["unused code and packages", ["node_modules/knip/bin/knip.js"]],
  ["schema and migrations", ["--import", "tsx", "scripts/check-migrations.ts"]],
];

const failures = [];
for (const [name, args] of checks) {
  const { code, output } = await run(args);
  console.log(`${code === 0 ? "ok    " : "FAILED"}  ${name}`);
  if (code === 0) continue;
  console.log(output);
  failures.push(name);
}
if (failures.length > 0) {
  console.error(`Not right: ${failures.join(", ")}.`);
  process.exitCode = 1;
}

/** @param {readonly string[]} args @returns {Promise<{ code: number | null, output: string }>} */
function run(args) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (part) => {
        output += part;
      });
    }
    child.once("close", (code) => resolve({ code, output }));
  });
}
