import "server-only";
import { pool } from "@/lib/db/pool";
import type { EffectPrice } from "@/lib/spend/reprice-effect";

/**
 * The prices that records of a day had before an interrupted run of a reprice changed them, by key; null for every day
 * when there was no such run.
 */
export async function changedEarlier(
  organizationId: number,
  repriceId: string,
): Promise<(day: string) => Promise<ReadonlyMap<string, EffectPrice> | null>> {
  const scope = [organizationId, repriceId];
  const { rowCount } = await pool().query(
    "SELECT FROM repriced_records WHERE organization_id = $1 AND reprice_id = $2 LIMIT 1",
    scope,
  );
  if (!rowCount) return async () => null;
  let last: { day: string; prices: ReadonlyMap<string, EffectPrice> } | null = null;
  return async (day) => {
    if (last?.day !== day) last = { day, prices: await pricesBefore(scope, day) };
    return last.prices;
  };
}

async function pricesBefore(scope: readonly unknown[], day: string): Promise<Map<string, EffectPrice>> {
  const { rows } = await pool().query<{ key: string; cost: string | null; high: string | null }>(
    `SELECT key::text, cost_before::text AS cost, cost_high_before::text AS high FROM repriced_records
      WHERE organization_id = $1 AND reprice_id = $2 AND day = $3`,
    [...scope, day],
  );
  const amount = (text: string | null) => (text === null ? null : BigInt(text));
  return new Map(rows.map(({ key, cost, high }) => [key, { cost: amount(cost), costHigh: amount(high) }]));
}
