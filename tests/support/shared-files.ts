import { existsSync } from "node:fs";
import path from "node:path";
import { TestRunner } from "vitest";

const FOLDER = path.resolve("..", "shared");

/** The folder beside the checkout that some tests need is not there. */
export class NoSharedFiles extends Error {}

/**
 * A file of the folder beside the checkout that holds samples of real exports and vectors with known results. A checkout of
 * its own has no such folder: there the test that asks is skipped, or the file of tests that asks while it is loaded.
 */
export function sharedFile(...names: string[]): string {
  if (existsSync(FOLDER)) return path.join(FOLDER, ...names);
  const test = TestRunner.getCurrentTest();
  if (test) return test.context.skip(`there is no ${FOLDER}`);
  throw new NoSharedFiles(`there is no ${FOLDER}`);
}
