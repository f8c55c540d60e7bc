import "server-only";
import { pool } from "@/lib/db/pool";
import { recordKeyOf } from "@/lib/usage/identity";

/** How many of the records looked up are stored already. */
export interface KnownCount {
  looked: number;
  known: number;
}

/** Most records that are looked up. */
const MOST = 2000;

/** Counts which identities (with the UTC day of their record) are stored already. */
export async function countKnown(
  organizationId: number,
  identities: readonly { identity: string; day: string }[],
): Promise<KnownCount> {
  const asked = identities.slice(0, MOST);
  if (asked.length === 0) return { looked: 0, known: 0 };
  const { rows } = await pool().query<{ known: number }>(COUNT_KNOWN, [
    organizationId,
    asked.map(({ day }) => day),
    asked.map(({ identity }) => recordKeyOf(identity)),
  ]);
  return { looked: asked.length, known: rows[0]?.known ?? 0 };
}

const IS_IN = (table: string) =>
  `EXISTS (SELECT 1 FROM ${table} r WHERE r.organization_id = $1 AND r.day = asked.day AND r.key = asked.key)`;

/** Counted or set aside. */
const COUNT_KNOWN = `
  SELECT count(*)::int AS known FROM unnest($2::date[], $3::uuid[]) AS asked(day, key)
   WHERE ${IS_IN("usage_records")} OR ${IS_IN("set_aside_records")}`;
