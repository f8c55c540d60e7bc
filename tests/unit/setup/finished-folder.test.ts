import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { isFinished, markFinished } from "../../../scripts/setup/finished-folder.mjs";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "outlay-finished-"));
  for (const file of ["page.js", "server/chunks/1.js", "cache/one"]) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), file);
  }
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("a folder is finished when it is marked, made of what is wanted, and whole", () => {
  expect(isFinished(folder, "sources")).toBe(false);
  markFinished(folder, "sources", ["cache"]);
  expect(isFinished(folder, "sources")).toBe(true);
  expect(isFinished(folder, "other sources")).toBe(false);
  expect(isFinished(path.join(folder, "nowhere"), "sources")).toBe(false);
});

test("one that has lost a file is not, unless it is one that may go", () => {
  markFinished(folder, "sources", ["cache"]);
  rmSync(path.join(folder, "cache"), { recursive: true });
  writeFileSync(path.join(folder, "server", "later"), "");
  expect(isFinished(folder, "sources")).toBe(true);
  rmSync(path.join(folder, "server", "chunks", "1.js"));
  expect(isFinished(folder, "sources")).toBe(false);
});

test("a mark that is cut off is none", () => {
  markFinished(folder, "sources");
  writeFileSync(path.join(folder, ".outlay-finished"), '{"of":"sources"');
  expect(isFinished(folder, "sources")).toBe(false);
});
