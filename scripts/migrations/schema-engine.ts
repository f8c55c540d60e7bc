import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import * as bindings from "@prisma/schema-engine-wasm/schema_engine_bg";
import pg from "pg";

/** The schema file, from the project's root. */
export const SCHEMA_FILE = "prisma/schema.prisma";

/** The engine looks at all tables. */
export const NO_FILTER: bindings.SchemaFilter = { externalTables: [], externalEnums: [] };

/**
 * Runs `action` with Prisma's schema engine as WebAssembly, bound to a database. The native engine of Prisma's CLI is
 * downloaded at first use, which fails where only an npm registry can be reached; this one comes with the packages.
 */
export async function withSchemaEngine<T>(
  databaseUrl: string,
  action: (engine: bindings.SchemaEngine) => Promise<T>,
): Promise<T> {
  await loadBindings();
  const pool = new pg.Pool({ connectionString: databaseUrl });
  try {
    const factory = bindMigrationAwareSqlAdapterFactory(new PrismaPg(pool));
    const datamodels: [string, string][] = [[SCHEMA_FILE, readFileSync(SCHEMA_FILE, "utf8")]];
    return await action(await bindings.SchemaEngine.new({ datamodels }, () => undefined, factory));
  } finally {
    await pool.end();
  }
}

let loaded: Promise<void> | undefined;

function loadBindings(): Promise<void> {
  loaded ??= instantiate();
  return loaded;
}

async function instantiate(): Promise<void> {
  const require = createRequire(import.meta.url);
  const folder = path.dirname(require.resolve("@prisma/schema-engine-wasm/schema_engine_bg"));
  const bytes = readFileSync(path.join(folder, "schema_engine_bg.wasm"));
  const { instance } = await WebAssembly.instantiate(bytes, { "./schema_engine_bg.js": bindings as never });
  const { __wbg_set_wasm: setWasm } = bindings as unknown as { __wbg_set_wasm(exports: WebAssembly.Exports): void };
  setWasm(instance.exports);
  (instance.exports as unknown as { __wbindgen_start(): void }).__wbindgen_start();
}
