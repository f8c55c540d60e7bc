import path from "node:path";

/** A file of the folder beside the checkout that holds samples of real exports and vectors with known results. */
export function sharedFile(...names: string[]): string {
  return path.resolve("..", "shared", ...names);
}
