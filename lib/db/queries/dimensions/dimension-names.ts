import "server-only";
import { pool } from "@/lib/db/pool";
import type { Queryable } from "@/lib/db/snapshot";

/** A dimension that records carry as a number, with numbers of it. */
export interface NumbersOfDimension {
  dimension: string;
  ids: readonly number[];
}

/** What an organisation's numbers stand for; 0 is "not stated" (null). */
export type NameOf = (dimension: string, id: number) => string | null;

/** Looks up the names of numbers, in one query. */
export async function dimensionNames(
  organizationId: number,
  wanted: readonly NumbersOfDimension[],
  database: Queryable = pool(),
): Promise<NameOf> {
  const pairs = wanted.flatMap(({ dimension, ids }) => [...new Set(ids)].map((id) => ({ dimension, id })));
  const names = new Map<string, string>();
  if (pairs.length > 0) {
    const { rows } = await database.query<{ dimension: string; id: number; value: string }>(
      `SELECT dimension, id, value
         FROM dimension_values JOIN unnest($2::text[], $3::int[]) AS wanted(dimension, id) USING (dimension, id)
        WHERE organization_id = $1`,
      [organizationId, pairs.map((pair) => pair.dimension), pairs.map((pair) => pair.id)],
    );
    for (const { dimension, id, value } of rows) names.set(`${dimension}\n${id}`, value);
  }
  return (dimension, id) => names.get(`${dimension}\n${id}`) ?? null;
}
