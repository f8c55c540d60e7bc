import { readMigrations } from "./read-migrations";
import { NO_FILTER, withSchemaEngine } from "./schema-engine";

/** Applies the migrations that the database of DATABASE_URL does not have yet. What `migrate` runs. */
withSchemaEngine(process.env.DATABASE_URL ?? "", (engine) =>
  engine.applyMigrations({ migrationsList: readMigrations(), filters: NO_FILTER }).then(() => end(0), fail),
).catch(fail);

function fail(error: Error): void {
  end(1, error.message);
}

/** What the engine leaves behind is not waited for: a timer of ten seconds, or a connection that still waits for its lock. */
function end(code: number, message = ""): void {
  process.stderr.write(message, () => process.exit(code));
}
