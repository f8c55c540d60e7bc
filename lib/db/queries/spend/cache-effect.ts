import "server-only";
import { pool } from "@/lib/db/pool";
import { type FemtoUsd, femtoUsd } from "@/lib/pricing/money";
import type { SpendRow } from "./spend-rows";

/** What caches did to the cost of usage, at input rate − cache rate of the cards that priced it. */
export interface CacheEffect {
  /** By the tokens that were read from a cache. */
  saved: FemtoUsd;
  /** By the tokens that were not: what they would have saved. */
  missed: FemtoUsd;
}

/** What reading from caches saved, and what it would have saved at best. */
export async function cacheEffect(organizationId: number, rows: readonly SpendRow[]): Promise<CacheEffect> {
  const byRate = new Map<number, { read: bigint; uncached: bigint }>();
  for (const { rate, totals } of rows) {
    const sum = byRate.get(rate) ?? { read: 0n, uncached: 0n };
    byRate.set(rate, { read: sum.read + totals.cacheRead, uncached: sum.uncached + totals.inputUncached });
  }
  const { rows: rates } = await pool().query<{ id: number; input: string | null; cache_read: string | null }>(
    `SELECT id, card #>> '{rates,input}' AS input, card #>> '{rates,cacheRead}' AS cache_read
       FROM applied_rates WHERE organization_id = $1 AND id = ANY($2)`,
    [organizationId, [...byRate.keys()]],
  );
  let [saved, missed] = [0n, 0n];
  for (const { id, input, cache_read } of rates) {
    // A card without a cache rate bills reads as input: nothing is saved, and nothing could be.
    if (input === null || cache_read === null) continue;
    const { read, uncached } = byRate.get(id) ?? { read: 0n, uncached: 0n };
    saved += read * (BigInt(input) - BigInt(cache_read));
    missed += uncached * (BigInt(input) - BigInt(cache_read));
  }
  return { saved: femtoUsd(saved), missed: femtoUsd(missed) };
}
