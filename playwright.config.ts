import { tmpdir } from "node:os";
import path from "node:path";
import { defineConfig, devices } from "@playwright/test";

const PORT = Number(process.env.OUTLAY_TEST_PORT ?? 3217);
const data = process.env.OUTLAY_TEST_DATA ?? path.join(tmpdir(), `outlay-e2e-${process.pid}`);
// Workers read this file too and must see the same folder.
process.env.OUTLAY_TEST_DATA = data;

/** The built application in a browser, on a data directory of its own. */
export default defineConfig({
  testDir: "tests/e2e",
  outputDir: "test-results",
  fullyParallel: true,
  forbidOnly: true,
  workers: 2,
  // What hangs fails; what runs on a busy machine, beside other work, does not.
  timeout: 240_000,
  expect: { timeout: 45_000 },
  reporter: "list",
  use: {
    baseURL: `http://localhost:${PORT}`,
    trace: "retain-on-failure",
    actionTimeout: 60_000,
    // What is half faded in has other colours than it will have.
    contextOptions: { reducedMotion: "reduce" },
    launchOptions: {
      ...(process.env.OUTLAY_TEST_BROWSER ? { executablePath: process.env.OUTLAY_TEST_BROWSER } : {}),
      // Browsers do not start sandboxed as root, as in most containers.
      args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
    },
  },
  projects: [
    { name: "first visit", testMatch: "first-visit.spec.ts", use: devices["Desktop Chrome"] },
    {
      name: "people",
      testIgnore: "first-visit.spec.ts",
      dependencies: ["first visit"],
      use: devices["Desktop Chrome"],
    },
  ],
  webServer: {
    command: "node scripts/start.mjs",
    url: `http://localhost:${PORT}/api/health`,
    timeout: 480_000,
    reuseExistingServer: false,
    gracefulShutdown: { signal: "SIGTERM", timeout: 20_000 },
    env: {
      PORT: String(PORT),
      OUTLAY_DATA_DIR: data,
      NEXTAUTH_URL: `http://localhost:${PORT}`,
      NODE_ENV: "production",
      // The receiver of the tests runs on this machine.
      OUTLAY_ALLOW_PRIVATE_WEBHOOKS: "true",
    },
    stdout: "pipe",
  },
});
