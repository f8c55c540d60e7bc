import "server-only";
import { pool } from "@/lib/db/pool";
import { type FilterIds, filterIds, filterSql } from "@/lib/db/queries/dimensions/filter-ids";
import type { Filters } from "@/lib/spend/dimensions";

/** Which stored records are priced anew. */
export interface RepriceScope {
  organizationId: number;
  /** Usage instants `[from, to)`; null for all. */
  from: Date | null;
  to: Date | null;
  filters: Filters;
}

/** A scope with its names as numbers; null when no record can be in it. */
export type ResolvedScope = Omit<RepriceScope, "filters"> & { ids: FilterIds };

/** Looks up the names of a scope. */
export async function resolveScope(scope: RepriceScope): Promise<ResolvedScope | null> {
  const ids = await filterIds(scope.organizationId, scope.filters);
  return ids && { organizationId: scope.organizationId, from: scope.from, to: scope.to, ids };
}

/**
 * Days (UTC) that may hold records of the scope, the newest first, with how many records that count they hold. By the
 * quarter hours of the rollups, which know provider, model and service tier; other filters are not looked at. Days of
 * records that are set aside are among them: their prices are what they come back with.
 */
export async function daysInScope(scope: ResolvedScope): Promise<{ day: string; records: number }[]> {
  const values: unknown[] = [scope.organizationId, scope.from, scope.to];
  const known = scope.ids.named.filter(({ dimension }) => KNOWN.includes(dimension));
  const conditions = filterSql({ named: known, tags: [] }, "$1", (value) => `$${values.push(value)}`);
  const { rows } = await pool().query<{ day: string; records: string }>(
    `SELECT day::text, sum(records)::text AS records
       FROM (SELECT (slot AT TIME ZONE 'UTC')::date AS day, records FROM rollups
              WHERE ${["organization_id = $1", "grain = 0", SLOTS, ...conditions].join(" AND ")}
              UNION ALL
             SELECT DISTINCT day, 0 FROM set_aside_records WHERE ${SET_ASIDE}) AS held
      GROUP BY 1 ORDER BY 1 DESC`,
    values,
  );
  return rows.map(({ day, records }) => ({ day, records: Number(records) }));
}

const KNOWN = ["provider", "model", "serviceTier"];

/** A quarter hour that begins before the period can reach into it. */
const SLOTS = `
  ($2::timestamptz IS NULL OR slot > $2::timestamptz - interval '15 minutes') AND ($3::timestamptz IS NULL OR slot < $3)`;

const SET_ASIDE = `
  organization_id = $1 AND ($2::timestamptz IS NULL OR day >= ($2 AT TIME ZONE 'UTC')::date)
    AND ($3::timestamptz IS NULL OR day <= ($3 AT TIME ZONE 'UTC')::date)`;

/** Conditions for the records of a scope on one day, `$2`; further values are taken by `parameter`. */
export function recordsOfDaySql(scope: ResolvedScope, parameter: (value: unknown) => string): string {
  const conditions = ["r.organization_id = $1", "r.day = $2::date"];
  if (scope.from) conditions.push(`r.timestamp >= ${parameter(scope.from)}`);
  if (scope.to) conditions.push(`r.timestamp < ${parameter(scope.to)}`);
  return [...conditions, ...filterSql(scope.ids, "$1", parameter)].join(" AND ");
}
