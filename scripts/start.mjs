import { ensureBuilt, ensureClient } from "./setup/build.mjs";
import { ensureInstalled, requireNode } from "./setup/install.mjs";
import { CommandFailed } from "./setup/run-command.mjs";

/** `npm start` and `npm run dev`: does all set-up that is missing, then serves. */
requireNode();
const mode = process.argv.includes("--dev") ? "development" : "production";
try {
  await ensureInstalled(mode === "development" ? "all" : "production");
  await (mode === "development" ? ensureClient() : ensureBuilt());
} catch (error) {
  if (!(error instanceof CommandFailed)) throw error;
  console.error(error.message);
  process.exit(1);
}
// Imported by name only now: before, there may have been no packages.
const { register: registerTypeScript } = await import("tsx/esm/api");
registerTypeScript();
const { serve } = await import("./serve.ts");
await serve(mode);
