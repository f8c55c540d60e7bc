import "server-only";
import type { Pool } from "pg";
import { pool } from "@/lib/db/pool";
import { type Filters, isNamedDimension, type NamedDimension, type TagDimension, tagKey } from "@/lib/spend/dimensions";

/** Columns of the dimensions in the records; rollups keep some of them. */
export const COLUMNS: Readonly<Record<NamedDimension, string>> = {
  model: "model_id",
  provider: "provider_id",
  project: "project_id",
  apiKey: "api_key_id",
  user: "user_id",
  serviceTier: "service_tier_id",
  region: "region_id",
  endpoint: "endpoint_id",
  source: "source_id",
};

/** Numbers of the values a question is limited to, by dimension, and the values of tags. */
export interface FilterIds {
  named: readonly NumbersFilter[];
  tags: readonly TagFilter[];
}

interface NumbersFilter {
  dimension: NamedDimension;
  ids: readonly number[];
  /** All others than these. */
  isExcluded: boolean;
}

interface TagFilter {
  key: string;
  values: readonly string[];
  /** Usage without the tag too. */
  orNone: boolean;
  isExcluded: boolean;
}

type Entry = [NamedDimension | TagDimension, readonly (string | null)[]];

/**
 * Numbers of the values filtered by and of those left out; null when nothing can match, because no value asked for
 * exists.
 */
export async function filterIds(organizationId: number, only: Filters, not: Filters = {}): Promise<FilterIds | null> {
  const named: NumbersFilter[] = [];
  const tags: TagFilter[] = [];
  const entries = [
    ...(Object.entries(only) as Entry[]).map((entry) => ({ entry, isExcluded: false })),
    ...(Object.entries(not) as Entry[]).map((entry) => ({ entry, isExcluded: true })),
  ];
  for (const { entry, isExcluded } of entries) {
    const [dimension, values] = entry;
    const stated = values.filter((value) => value !== null);
    const orNone = values.includes(null);
    if (!isNamedDimension(dimension)) {
      tags.push({ key: tagKey(dimension), values: stated, orNone, isExcluded });
      continue;
    }
    const ids = [...(await numbersOf(organizationId, dimension, stated)), ...(orNone ? [0] : [])];
    if (ids.length === 0 && !isExcluded) return null;
    named.push({ dimension, ids, isExcluded });
  }
  return { named, tags };
}

/** Numbers of the tag sets that a filter lets through; 0 is the set without tags. */
export async function tagSetIds(
  client: Pick<Pool, "query">,
  organizationId: number,
  { key, values, orNone, isExcluded }: TagFilter,
): Promise<number[]> {
  const { rows } = await client.query<{ id: number }>(
    `SELECT id FROM (SELECT id, tags FROM tag_sets WHERE organization_id = $1 UNION ALL SELECT 0, '{}') AS sets
      WHERE CASE WHEN tags ->> $2 IS NULL THEN $4 ELSE tags ->> $2 = ANY($3) END <> $5 ORDER BY id`,
    [organizationId, key, values, orNone, isExcluded],
  );
  return rows.map((row) => row.id);
}

async function numbersOf(organizationId: number, dimension: NamedDimension, values: string[]): Promise<number[]> {
  if (values.length === 0) return [];
  const { rows } = await pool().query<{ id: number }>(
    "SELECT id FROM dimension_values WHERE organization_id = $1 AND dimension = $2 AND value = ANY($3)",
    [organizationId, dimension, values],
  );
  return rows.map((row) => row.id);
}

/**
 * The conditions of filters for a query over records or rollups; `parameter` takes a value and answers its place, and
 * `organization` is the place of the organisation's number.
 */
export function filterSql(
  filters: FilterIds,
  organization: string,
  parameter: (value: unknown) => string,
): readonly string[] {
  const numbers = filters.named.map(({ dimension, ids, isExcluded }) =>
    isExcluded
      ? `${COLUMNS[dimension]} <> ALL(${parameter(ids)}::int[])`
      : `${COLUMNS[dimension]} = ANY(${parameter(ids)}::int[])`,
  );
  return [...numbers, ...filters.tags.map((filter) => tagSql(filter, organization, parameter))];
}

function tagSql(
  { key, values, orNone, isExcluded }: TagFilter,
  organization: string,
  parameter: (value: unknown) => string,
): string {
  const name = `${parameter(key)}::text`;
  const sets = (condition: string) =>
    `(SELECT id FROM tag_sets WHERE organization_id = ${organization} AND ${condition})`;
  const either = [`tag_set_id IN ${sets(`tags ->> ${name} = ANY(${parameter(values)}::text[])`)}`];
  // Sets without the tag include the empty one, which has no row.
  if (orNone) either.push(`tag_set_id NOT IN ${sets(`tags ->> ${name} IS NOT NULL`)}`);
  return `${isExcluded ? "NOT " : ""}(${either.join(" OR ")})`;
}
