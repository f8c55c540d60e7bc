import path from "node:path";
import { defineConfig } from "vitest/config";

/** Skips what needs files that are not there. */
const RUNNER = path.resolve("tests/support/runner.ts");

/** What hangs fails; what runs on a busy machine, beside other work, does not. */
const PATIENCE_MS = 180_000;

/** What is waited for has as long as it needs. */
const expectations = { poll: { timeout: PATIENCE_MS / 2 } };

const alias = { "@": path.resolve(import.meta.dirname), "server-only": path.resolve("tests/support/server-only.ts") };

/** The built application, started for real. */
const started = {
  resolve: { alias },
  test: {
    name: "start",
    include: ["tests/start/**/*.test.ts"],
    globalSetup: ["tests/support/built-application.ts"],
    // Each starts servers and databases: one after another, and after all others.
    sequence: { groupOrder: 2 },
    testTimeout: PATIENCE_MS,
    hookTimeout: PATIENCE_MS,
    expect: expectations,
    fileParallelism: false,
  },
};

export default defineConfig({
  test: {
    projects: [
      {
        resolve: { alias },
        test: { name: "unit", runner: RUNNER, include: ["tests/unit/**/*.test.{ts,tsx}"], testTimeout: PATIENCE_MS },
      },
      {
        resolve: { alias },
        test: {
          name: "integration",
          runner: RUNNER,
          include: ["tests/integration/**/*.test.ts"],
          globalSetup: ["tests/support/postgres-for-the-run.ts"],
          setupFiles: ["tests/support/database-for-the-file.ts"],
          // After the unit tests: workers of different numbers cannot run side by side.
          sequence: { groupOrder: 1 },
          testTimeout: PATIENCE_MS,
          hookTimeout: PATIENCE_MS,
          expect: expectations,
          maxWorkers: 2,
        },
      },
      // Its tests find the processes of a started Outlay as Linux lists them.
      ...(process.platform === "linux" ? [started] : []),
    ],
  },
});
