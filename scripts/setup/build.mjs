import { rmSync, writeFileSync } from "node:fs";
import { fingerprint, readStamp } from "./fingerprint.mjs";
import { runCommand } from "./run-command.mjs";

const CLIENT = "lib/db/generated";
const CLIENT_STAMP = `${CLIENT}/.outlay-generated`;
const BUILD_STAMP = ".next/.outlay-built";
const SOURCES = [
  ...["app", "components", "lib", "public", "prisma/schema.prisma", "instrumentation.ts"],
  ...["next.config.ts", "postcss.config.mjs", "tsconfig.json", "package-lock.json"],
];

/** Generates Prisma's client unless it is there and belongs to the schema. */
export async function ensureClient() {
  const wanted = fingerprint(["prisma/schema.prisma", "package-lock.json"]);
  if (readStamp(CLIENT_STAMP) === wanted) return;
  rmSync(CLIENT, { recursive: true, force: true });
  // `prisma generate` never starts the schema engine, but would download it: any executable stands in for it.
  await runCommand(process.execPath, ["node_modules/prisma/build/index.js", "generate"], {
    quiet: true,
    env: { PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, PRISMA_HIDE_UPDATE_MESSAGE: "1", CHECKPOINT_DISABLE: "1" },
  });
  writeFileSync(CLIENT_STAMP, wanted);
}

/** Builds the application unless the build of these sources is there. A build that was interrupted is made anew. */
export async function ensureBuilt() {
  await ensureClient();
  const wanted = fingerprint(SOURCES, [CLIENT]);
  if (readStamp(BUILD_STAMP) === wanted) return;
  console.log("Building …");
  rmSync(".next", { recursive: true, force: true });
  await runCommand(process.execPath, ["node_modules/next/dist/bin/next", "build"], {
    quiet: true,
    // Modules that hold a connection pool are loaded during the build; none of them connects.
    env: { NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1", DATABASE_URL: "postgresql://build.invalid/none" },
  });
  writeFileSync(BUILD_STAMP, wanted);
}
