import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { runCommand } from "./run-command.mjs";

const NAMES = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];
const PLACES = ["/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"];

/**
 * Path of a Chromium for the tests: the one OUTLAY_TEST_BROWSER names, one that is there, or one that is installed now
 * (Debian's as root, otherwise Playwright's).
 * @returns {Promise<string | undefined>} undefined where Playwright knows its own
 */
export async function ensureBrowser() {
  const found = process.env.OUTLAY_TEST_BROWSER || installedBrowser();
  if (found) return found;
  const { chromium } = await import("@playwright/test");
  if (existsSync(chromium.executablePath())) return undefined;
  console.log("Installing a browser for the tests …");
  if (process.getuid?.() === 0 && existsSync("/usr/bin/apt-get")) {
    const env = { DEBIAN_FRONTEND: "noninteractive" };
    const install = () =>
      runCommand("apt-get", ["install", "-y", "--no-install-recommends", "chromium"], { quiet: true, env });
    const done = await install()
      .catch(() => runCommand("apt-get", ["update"], { quiet: true, env }).then(install))
      .then(() => true)
      .catch(() => false);
    if (done) return installedBrowser();
  }
  await runCommand(process.execPath, ["node_modules/@playwright/test/cli.js", "install", "chromium-headless-shell"], {
    quiet: true,
  });
  return undefined;
}

function installedBrowser() {
  const onPath = NAMES.map((name) => {
    try {
      return execFileSync("which", [name], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
    } catch {
      return "";
    }
  });
  return [...onPath, ...PLACES].find((file) => file && existsSync(file));
}
