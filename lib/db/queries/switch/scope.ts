import "server-only";
import type { Position, SizeRange } from "@/lib/switch/size-edges";
import { type FilterIds, filterSql } from "../dimensions/filter-ids";

/** Records that a what-if looks at. */
export interface TrafficScope {
  organizationId: number;
  from: Date;
  to: Date;
  filters: FilterIds;
  /** Numbers of the models that are moved; null for all. */
  models: readonly number[] | null;
}

/** Parameters of one statement, numbered as they are added. */
export class Parameters {
  readonly values: unknown[] = [];

  /** Adds a value and answers its place. */
  add(value: unknown): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }
}

/** The condition for the records of a scope. The key of the records leads with the UTC day. */
export function scopeSql(scope: TrafficScope, parameters: Parameters): string {
  const [from, to] = [parameters.add(scope.from), parameters.add(scope.to)];
  const organization = parameters.add(scope.organizationId);
  const conditions = [
    `organization_id = ${organization}`,
    `day >= (${from}::timestamptz AT TIME ZONE 'UTC')::date`,
    `day <= (${to}::timestamptz AT TIME ZONE 'UTC')::date`,
    `timestamp >= ${from}`,
    `timestamp < ${to}`,
  ];
  if (scope.models) conditions.push(`model_id = ANY(${parameters.add(scope.models)}::int[])`);
  const filters = filterSql(scope.filters, organization, (value) => parameters.add(value));
  return [...conditions, ...filters].join(" AND ");
}

/** The whole prompt of a record. */
export const PROMPT = "(input_uncached + cache_read + cache_write)";

/**
 * Number of the edge at or below a size, counted from 1, 0 for none: of the largest request as it can be at least (the
 * mean of an aggregate), and as it can be at most (all of it; null for a request, of which both are the same). Positions
 * are halves, see lib/switch/size-edges.
 */
export function sizeRangeSql(size: string, edges: readonly number[], parameters: Parameters): [string, string] {
  if (edges.length === 0) return ["0", "NULL::int"];
  const sorted = `${parameters.add(edges)}::bigint[]`;
  const least = `CASE WHEN requests = 1 THEN 2 * ${size}
                      WHEN requests > 0 THEN 2 * (${size} / requests) + (${size} % requests <> 0)::int
                      ELSE 0 END`;
  return [
    `width_bucket(${least}, ${sorted})`,
    `CASE WHEN requests = 1 THEN NULL ELSE width_bucket(2 * ${size}, ${sorted}) END`,
  ];
}

/** The sizes that two such numbers stand for. */
export function sizeRange(edges: readonly Position[], least: number, most: number | null): SizeRange {
  return { from: edges[least - 1] ?? 0, to: edges[(most ?? least) - 1] ?? 0 };
}

/** 0: a request, 1: an aggregate, 2: an aggregate that does not say of how many. */
export const KIND = "CASE WHEN requests = 1 THEN 0 WHEN requests IS NULL THEN 2 ELSE 1 END";

/** What the numbers of KIND stand for. */
export const KINDS = ["request", "aggregate", "uncounted"] as const;
