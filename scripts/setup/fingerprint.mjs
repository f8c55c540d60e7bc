import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";

/**
 * SHA-256 over names and contents of files and folders: the same as long as nothing in them changes.
 * @param {readonly string[]} places files and folders; those that do not exist count as empty
 * @param {readonly string[]} [leftOut] folders below them that do not count
 */
export function fingerprint(places, leftOut = []) {
  const hash = createHash("sha256")
    .update(process.versions.node.split(".")[0] ?? "")
    .update(process.arch);
  const add = (/** @type {string} */ place) => {
    if (!existsSync(place) || leftOut.includes(place)) return;
    if (statSync(place).isDirectory()) {
      for (const name of readdirSync(place).sort()) add(path.posix.join(place, name));
    } else {
      hash.update(`\n${place}\n`).update(readFileSync(place));
    }
  };
  for (const place of places) add(place);
  return hash.digest("hex");
}
