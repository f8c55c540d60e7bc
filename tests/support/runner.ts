import { TestRunner, test } from "vitest";

/** Runs tests as usual; files of tests that need the shared files and do not find them are skipped. */
export default class Runner extends TestRunner {
  override async importFile(...[file, source]: Parameters<TestRunner["importFile"]>): Promise<void> {
    try {
      await super.importFile(file, source);
    } catch (error) {
      // By name: the test's module has a class of its own.
      if (!(error instanceof Error) || error.constructor.name !== "NoSharedFiles") throw error;
      test.skip(`all of it: ${error.message}`, () => undefined);
    }
  }
}
