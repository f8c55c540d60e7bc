import { NO_FILTER, SCHEMA_FILE, withSchemaEngine } from "./schema-engine";

/** SQL that leads from one schema (its file's content; null for an empty database) to another. */
export async function sqlBetween(databaseUrl: string, from: string | null, to: string): Promise<string> {
  const { stdout } = await withSchemaEngine(databaseUrl, (engine) =>
    engine.diff({
      from:
        from === null ? { tag: "empty" } : { tag: "schemaDatamodel", files: [{ path: SCHEMA_FILE, content: from }] },
      to: { tag: "schemaDatamodel", files: [{ path: SCHEMA_FILE, content: to }] },
      script: true,
      exitCode: null,
      filters: NO_FILTER,
    }),
  );
  const sql = (stdout ?? "").trim();
  return sql.startsWith("-- This is an empty migration") ? "" : sql;
}
