import "server-only";
import { pool } from "@/lib/db/pool";
import { DIMENSIONS, type Dimension } from "@/lib/spend/dimensions";

/** A list to choose from has at most so many values of a dimension. */
const MOST_VALUES = 500;

/** Values an organisation's usage has had, by dimension, in the order they were first seen (at most 500 of each). */
export async function dimensionValues(organizationId: number): Promise<Record<Dimension, string[]>> {
  const { rows } = await pool().query<{ dimension: Dimension; value: string }>(
    `SELECT dimension, value
       FROM unnest($2::text[]) AS wanted(dimension),
            LATERAL (SELECT id, value FROM dimension_values
                      WHERE organization_id = $1 AND dimension = wanted.dimension
                      ORDER BY id LIMIT $3) AS found
      ORDER BY dimension, id`,
    [organizationId, DIMENSIONS, MOST_VALUES],
  );
  const values = Object.fromEntries(DIMENSIONS.map((dimension) => [dimension, [] as string[]]));
  for (const { dimension, value } of rows) values[dimension]?.push(value);
  return values as Record<Dimension, string[]>;
}
