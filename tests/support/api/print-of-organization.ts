import { pool } from "@/lib/db/pool";

/** A print of everything the database holds of an organisation, by table; the last use of keys is left out. */
export async function printOfOrganization(organizationId: number): Promise<Record<string, string>> {
  const { rows: tables } = await pool().query<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.columns
      WHERE table_schema = 'public' AND column_name = 'organization_id' ORDER BY 1`,
  );
  const prints: Record<string, string> = { organizations: await print("organizations", "id", organizationId) };
  for (const { name } of tables) prints[name] = await print(name, "organization_id", organizationId);
  return prints;
}

async function print(table: string, column: string, organizationId: number): Promise<string> {
  const { rows } = await pool().query<{ print: string }>(
    `SELECT count(*) || ' ' || md5(coalesce(string_agg(text, '' ORDER BY text), '')) AS print
       FROM (SELECT (to_jsonb(t) - 'last_used_at')::text AS text FROM ${table} AS t WHERE t.${column} = $1) AS rows`,
    [organizationId],
  );
  return rows[0]?.print ?? "";
}
