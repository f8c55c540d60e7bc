import { isDatabaseUnavailable } from "../../lib/db/database-unavailable";
import { SettingsError } from "../../lib/settings";

/** Ends a command that could not do its work, with `code`: settings and a database that is not there are said in a line. */
export function exitWithout(error: unknown, code: number): never {
  if (error instanceof SettingsError) console.error(error.message);
  else if (isDatabaseUnavailable(error)) console.error("The database of DATABASE_URL cannot be reached.");
  else console.error(error);
  process.exit(code);
}
