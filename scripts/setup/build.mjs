import { rmSync } from "node:fs";
import { fingerprint } from "./fingerprint.mjs";
import { isFinished, markFinished } from "./finished-folder.mjs";
import { runCommand } from "./run-command.mjs";

const CLIENT = "lib/db/generated";
const BUILD = ".next";
/** What Next.js keeps there between builds, and writes while it serves. */
const PASSING = ["cache", "dev", "trace", "diagnostics"];
const SOURCES = [
  ...["app", "components", "lib", "public", "prisma/schema.prisma", "instrumentation.ts"],
  ...["next.config.mjs", "postcss.config.mjs", "tsconfig.json", "package-lock.json"],
];

/** Generates Prisma's client unless it is there, whole, and belongs to the schema. */
export async function ensureClient() {
  const wanted = fingerprint(["prisma/schema.prisma", "package-lock.json"]);
  if (isFinished(CLIENT, wanted)) return;
  rmSync(CLIENT, { recursive: true, force: true });
  // `prisma generate` never starts the schema engine, but would download it: any executable stands in for it.
  await runCommand(process.execPath, ["node_modules/prisma/build/index.js", "generate"], {
    quiet: true,
    env: { PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, PRISMA_HIDE_UPDATE_MESSAGE: "1", CHECKPOINT_DISABLE: "1" },
  });
  markFinished(CLIENT, wanted);
}

/** Builds the application unless the build of these sources is there, whole. One that was interrupted is made anew. */
export async function ensureBuilt() {
  await ensureClient();
  const wanted = fingerprint(SOURCES, [CLIENT]);
  if (isFinished(BUILD, wanted)) return;
  console.log("Building …");
  rmSync(BUILD, { recursive: true, force: true });
  await runCommand(process.execPath, ["node_modules/next/dist/bin/next", "build"], {
    quiet: true,
    // Modules that hold a connection pool are loaded during the build; none of them connects.
    env: { NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1", DATABASE_URL: "postgresql://build.invalid/none" },
  });
  markFinished(BUILD, wanted, PASSING);
}
