import { ensureBuilt } from "../../scripts/setup/build.mjs";

/** The application is built before any test starts it. */
export default async function setup(): Promise<void> {
  await ensureBuilt();
}
