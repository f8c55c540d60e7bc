import "server-only";
import { pool } from "@/lib/db/pool";

/** Which of some names are names of models an organisation's usage has ever had. */
export async function knownModelNames(organizationId: number, names: readonly string[]): Promise<Set<string>> {
  const { rows } = await pool().query<{ value: string }>(
    "SELECT value FROM dimension_values WHERE organization_id = $1 AND dimension = 'model' AND value = ANY($2)",
    [organizationId, names],
  );
  return new Set(rows.map(({ value }) => value));
}
