import pg from "pg";

/**
 * One line for every column, index, constraint and enum value of a database, without Prisma's own table, and without how
 * they are stored (fill factors, pages of a range), which Prisma's schema cannot state.
 */
const DESCRIBE = `
  SELECT format('column %s.%s %s %s default %s', table_name, column_name, udt_name,
                CASE is_nullable WHEN 'YES' THEN 'null' ELSE 'not null' END, coalesce(column_default, 'none')) AS line
    FROM information_schema.columns WHERE table_schema = 'public' AND table_name <> '_prisma_migrations'
  UNION ALL
  SELECT 'index ' || regexp_replace(indexdef, ' WITH \\([^)]*\\)', '') FROM pg_indexes WHERE schemaname = 'public' AND tablename <> '_prisma_migrations'
  UNION ALL
  SELECT format('constraint %s.%s %s', conrelid::regclass, conname, pg_get_constraintdef(oid))
    FROM pg_constraint
   WHERE connamespace = 'public'::regnamespace AND contype <> 'n' AND conrelid::regclass::text <> '_prisma_migrations'
  UNION ALL
  SELECT format('enum %s %s %s', typname, enumsortorder, enumlabel)
    FROM pg_enum JOIN pg_type ON pg_type.oid = enumtypid
   ORDER BY 1`;

/** Describes a database line by line, so that two can be compared. */
export async function describeDatabase(databaseUrl: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ line: string }>(DESCRIBE);
    return rows.map((row) => row.line);
  } finally {
    await client.end();
  }
}
