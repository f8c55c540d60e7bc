import "server-only";
import { pool } from "@/lib/db/pool";
import { type FemtoUsd, femtoUsd } from "@/lib/pricing/money";
import type { SpendRow } from "./spend-rows";

/** What reading from caches saved: tokens read × (input rate − cache rate) of the card that priced them. */
export async function cacheSaved(organizationId: number, rows: readonly SpendRow[]): Promise<FemtoUsd> {
  const readByRate = new Map<number, bigint>();
  for (const { rate, totals } of rows) readByRate.set(rate, (readByRate.get(rate) ?? 0n) + totals.cacheRead);
  const { rows: rates } = await pool().query<{ id: number; input: string | null; cache_read: string | null }>(
    `SELECT id, card #>> '{rates,input}' AS input, card #>> '{rates,cacheRead}' AS cache_read
       FROM applied_rates WHERE organization_id = $1 AND id = ANY($2)`,
    [organizationId, [...readByRate.keys()]],
  );
  let saved = 0n;
  for (const { id, input, cache_read } of rates) {
    // A card without a cache rate bills reads as input: nothing is saved.
    if (input !== null && cache_read !== null)
      saved += (readByRate.get(id) ?? 0n) * (BigInt(input) - BigInt(cache_read));
  }
  return femtoUsd(saved);
}
