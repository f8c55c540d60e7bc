import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fingerprint } from "./fingerprint.mjs";
import { runCommand } from "./run-command.mjs";

const STAMP = "node_modules/.outlay-installed";
const OLDEST_NODE = [20, 19];

/**
 * Stops with one line when Node.js is older than Outlay runs on.
 */
export function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  const [wantedMajor = 0, wantedMinor = 0] = OLDEST_NODE;
  if (major > wantedMajor || (major === wantedMajor && minor >= wantedMinor)) return;
  console.error(`Outlay needs Node.js ${OLDEST_NODE.join(".")} or newer; this is ${process.versions.node}.`);
  process.exit(1);
}

/**
 * Installs the packages of package-lock.json unless they are there already. The stamp is written last, so an install that
 * was interrupted is done again; so is one that has lost a package since.
 * @param {"production" | "all"} what `all` adds what tests and checks need
 */
export async function ensureInstalled(what) {
  const wanted = fingerprint(["package-lock.json"]);
  const stamp = existsSync(STAMP) ? readFileSync(STAMP, "utf8") : "";
  if ((stamp === `all ${wanted}` || stamp === `${what} ${wanted}`) && isNothingMissing()) return;
  console.log("Installing packages …");
  rmSync(STAMP, { force: true });
  await runCommand("npm", ["ci", ...(what === "production" ? ["--omit=dev"] : []), "--loglevel=error"], {
    quiet: true,
    // npm's own setting of this name must not leave out what tests need.
    env: { NODE_ENV: "", npm_config_loglevel: "error" },
  });
  writeFileSync(STAMP, `${what} ${wanted}`);
}

/** Whether every package is in its place that npm wrote down as installed. */
function isNothingMissing() {
  try {
    const { packages } = JSON.parse(readFileSync("node_modules/.package-lock.json", "utf8"));
    return Object.keys(packages).every((place) => existsSync(path.join(place, "package.json")));
  } catch {
    return false;
  }
}
