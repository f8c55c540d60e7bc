import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";

const script = pathToFileURL(path.resolve("scripts/setup/install.mjs")).href;
const PACKAGE = "node_modules/one/package.json";

let folder: string;

/** A project with one package, which npm packs and installs without a registry. */
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "outlay-install-"));
  mkdirSync(path.join(folder, "one"));
  write("one/package.json", { name: "one", version: "1.0.0" });
  execFileSync("npm", ["pack", "./one", "--silent"], { cwd: folder });
  write("package.json", { name: "project", version: "1.0.0", dependencies: { one: "file:one-1.0.0.tgz" } });
  execFileSync("npm", ["install", "--package-lock-only", "--offline", "--silent"], { cwd: folder });
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function write(file: string, content: object): void {
  writeFileSync(path.join(folder, file), JSON.stringify(content));
}

/** What it says. */
function ensureInstalled(): string {
  const code = `const { ensureInstalled } = await import(${JSON.stringify(script)}); await ensureInstalled("production");`;
  return execFileSync(process.execPath, ["--input-type=module", "-e", code], { cwd: folder, encoding: "utf8" });
}

test("packages are installed once, and again when one is gone or the list has changed", () => {
  expect(ensureInstalled()).toBe("Installing packages …\n");
  expect(existsSync(path.join(folder, PACKAGE))).toBe(true);
  expect(ensureInstalled()).toBe("");

  rmSync(path.join(folder, "node_modules", "one"), { recursive: true });
  expect(ensureInstalled()).toBe("Installing packages …\n");
  expect(existsSync(path.join(folder, PACKAGE))).toBe(true);
  expect(ensureInstalled()).toBe("");

  const lock = readFileSync(path.join(folder, "package-lock.json"), "utf8");
  writeFileSync(path.join(folder, "package-lock.json"), `${lock}\n`);
  expect(ensureInstalled()).toBe("Installing packages …\n");

  // Killed in the middle, it leaves no stamp.
  rmSync(path.join(folder, "node_modules", ".outlay-installed"));
  expect(ensureInstalled()).toBe("Installing packages …\n");
  expect(ensureInstalled()).toBe("");
});
