import { parseSettings } from "../../lib/settings";
import { lockDataDirectory } from "../data-directory/lock";
import { migrate } from "../migrations/migrate";
import { runningDatabaseUrl, startEmbeddedPostgres } from "./embedded-postgres";

/**
 * Runs a command on the database of this installation: DATABASE_URL's, the embedded one of an Outlay that is running, or
 * the embedded one, started for as long as the command takes. Sets DATABASE_URL for what `action` imports.
 */
export async function withDatabase(action: () => Promise<void>): Promise<void> {
  const settings = parseSettings(process.env);
  if (settings.databaseUrl) return action();
  if (!(await lockDataDirectory(settings.dataDirectory))) {
    process.env.DATABASE_URL = runningDatabaseUrl(settings.dataDirectory);
    return action();
  }
  const postgres = await startEmbeddedPostgres(settings.dataDirectory);
  try {
    await migrate(postgres.databaseUrl);
    process.env.DATABASE_URL = postgres.databaseUrl;
    await action();
  } finally {
    await postgres.stop();
  }
}
