import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

/** In a folder that was made by a program: what it was made of, and every file of it. Written last. */
const MARK = ".outlay-finished";

/**
 * Whether a folder was made of what is wanted, to the end, and has lost no file since.
 * @param {string} folder
 * @param {string} wanted fingerprint of what it is made of
 */
export function isFinished(folder, wanted) {
  const mark = readMark(path.join(folder, MARK));
  return mark?.of === wanted && mark.files.every((/** @type {string} */ file) => existsSync(path.join(folder, file)));
}

/**
 * Marks a folder as finished.
 * @param {string} folder
 * @param {string} of fingerprint of what it was made of
 * @param {readonly string[]} [passing] folders at its top whose files may go
 */
export function markFinished(folder, of, passing = []) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .filter((file) => !passing.includes(file.split(path.sep)[0] ?? ""));
  writeFileSync(path.join(folder, MARK), JSON.stringify({ of, files }));
}

/** @param {string} file */
function readMark(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return null;
  }
}
