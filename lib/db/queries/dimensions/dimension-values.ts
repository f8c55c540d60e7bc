import "server-only";
import { pool } from "@/lib/db/pool";
import { DIMENSIONS, type DimensionValues, type NamedDimension, tagDimension } from "@/lib/spend/dimensions";

/** A list to choose from has at most so many values of a dimension. */
const MOST_VALUES = 500;
/** So many keys of tags are offered. */
const MOST_KEYS = 50;
/** Tags are looked for in so many of the sets of tags, the newest. */
const MOST_TAG_SETS = 5_000;

/** Values an organisation's usage has had, by dimension and by tag (at most 500 of each). */
export async function dimensionValues(organizationId: number): Promise<DimensionValues> {
  const [named, tags] = await Promise.all([namedValues(organizationId), tagValues(organizationId)]);
  return { ...named, ...tags };
}

async function namedValues(organizationId: number): Promise<Record<NamedDimension, string[]>> {
  const { rows } = await pool().query<{ dimension: NamedDimension; value: string }>(
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
  return values as Record<NamedDimension, string[]>;
}

async function tagValues(organizationId: number): Promise<DimensionValues> {
  const { rows } = await pool().query<{ key: string; values: string[] }>(
    `SELECT key, array_agg(value ORDER BY first) AS values
       FROM (SELECT key, value, min(id) AS first,
                    row_number() OVER (PARTITION BY key ORDER BY min(id)) AS place
               FROM (SELECT id, tags FROM tag_sets WHERE organization_id = $1 ORDER BY id DESC LIMIT $2) AS sets,
                    jsonb_each_text(tags)
              GROUP BY key, value) AS found
      WHERE place <= $3
      GROUP BY key
      ORDER BY min(first), key
      LIMIT $4`,
    [organizationId, MOST_TAG_SETS, MOST_VALUES, MOST_KEYS],
  );
  return Object.fromEntries(rows.map(({ key, values }) => [tagDimension(key), values]));
}
