import "server-only";
import { pool } from "@/lib/db/pool";
import type { Dimension, Filters } from "@/lib/spend/dimensions";

/** Columns of the dimensions, in records and rollups alike. */
export const COLUMNS: Readonly<Record<Dimension, string>> = {
  model: "model_id",
  provider: "provider_id",
  project: "project_id",
  apiKey: "api_key_id",
  user: "user_id",
  serviceTier: "service_tier_id",
  source: "source_id",
};

/** Numbers of the values a question is limited to, by dimension. */
export type FilterIds = Partial<Record<Dimension, number[]>>;

/** Numbers of the values filtered by; null when a value asked for does not exist, so that nothing can match. */
export async function filterIds(organizationId: number, filters: Filters): Promise<FilterIds | null> {
  const ids: FilterIds = {};
  for (const [dimension, values] of Object.entries(filters) as [Dimension, readonly (string | null)[]][]) {
    const stated = values.filter((value) => value !== null);
    const { rows } = await pool().query<{ id: number }>(
      "SELECT id FROM dimension_values WHERE organization_id = $1 AND dimension = $2 AND value = ANY($3)",
      [organizationId, dimension, stated],
    );
    const found = [...rows.map((row) => row.id), ...(values.includes(null) ? [0] : [])];
    if (found.length === 0) return null;
    ids[dimension] = found;
  }
  return ids;
}
