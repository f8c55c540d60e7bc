import "server-only";
import type { PoolClient } from "pg";
import { dictionaryOf } from "../dictionary";
import { inTransaction } from "../in-transaction";
import { lookUpAtOnce } from "../merge/look-up";
import { MERGE_LOCK_CLASS } from "../merge/merge-batch";
import { addToRollups } from "../merge/rollups";
import type { Change } from "./price-pieces";

/**
 * Gives records of one day their new prices, and takes the difference into the rollups, in one transaction under the lock
 * of merges. Records that are set aside get theirs too, and are in no rollup. Records that are not any more what was read
 * (an upload replaced or deleted them) are left alone: they were priced since. Answers the changes that were made.
 */
export async function applyPiece(
  organizationId: number,
  repriceId: string,
  day: string,
  changes: readonly Change[],
  progress: number,
): Promise<Change[]> {
  const rateIds = await numbersOfRates(organizationId, changes);
  return inTransaction(async (client) => {
    await client.query("SELECT pg_advisory_xact_lock($1, $2)", [MERGE_LOCK_CLASS, organizationId]);
    await lookUpAtOnce(client);
    const made =
      changes.length === 0 ? [] : await writeChanges(client, { organizationId, repriceId, day }, changes, rateIds);
    await client.query("UPDATE reprices SET records_done = records_done + $3 WHERE organization_id = $1 AND id = $2", [
      organizationId,
      repriceId,
      progress,
    ]);
    return made;
  });
}

async function writeChanges(
  client: PoolClient,
  { organizationId, repriceId, day }: { organizationId: number; repriceId: string; day: string },
  changes: readonly Change[],
  rateIds: readonly number[],
): Promise<Change[]> {
  const { rows: numbered } = await client.query<{ piece: number }>(NEXT_PIECE, [organizationId, repriceId]);
  const piece = numbered[0]?.piece ?? 1;
  const { rows } = await client.query<{ key: string }>(WRITE_DOWN, [
    ...[organizationId, repriceId, day, piece],
    changes.map(({ stored }) => stored.key),
    changes.map(({ stored }) => stored.batchId),
    changes.map(({ stored }) => stored.line),
    changes.map(({ stored }) => stored.rateId),
    rateIds,
    changes.map(({ price }) => price.cost?.toString() ?? null),
    changes.map(({ price }) => price.costHigh?.toString() ?? null),
    changes.map(({ price }) => price.unpricedReason),
  ]);
  if (rows.length === 0) return [];
  const where = { repriceId, piece, day, state: 0 };
  await addToRollups(client, organizationId, { kind: "repriced, taken out", ...where });
  for (const table of TABLES) await client.query(setPrices(table), [organizationId, repriceId, piece, day]);
  await addToRollups(client, organizationId, { kind: "repriced, put in", ...where });
  const written = new Set(rows.map(({ key }) => key));
  return changes.filter(({ stored }) => written.has(stored.key));
}

async function numbersOfRates(organizationId: number, changes: readonly Change[]): Promise<number[]> {
  const dictionary = dictionaryOf(organizationId);
  // Asking for all of them first has them numbered at once.
  for (;;) {
    const numbers = changes.map(({ price }) => dictionary.appliedRateId(price.applied));
    if (numbers.every((number) => number !== undefined)) return numbers;
    await dictionary.assign();
  }
}

const NEXT_PIECE = `
  SELECT coalesce(max(piece), 0) + 1 AS piece FROM repriced_records WHERE organization_id = $1 AND reprice_id = $2`;

/** The state to go back to: what an earlier, interrupted run found, unless an upload has brought another one since. */
const BEFORE = ["rate", "cost", "cost_high", "reason"]
  .map(
    (name) => `${name}_before = CASE WHEN repriced_records.rate_after = excluded.rate_before
                   AND repriced_records.cost_after IS NOT DISTINCT FROM excluded.cost_before
                  THEN repriced_records.${name}_before ELSE excluded.${name}_before END`,
  )
  .join(", ");

/** A record is in one of them: it counts, or is set aside. */
const TABLES = ["usage_records", "set_aside_records"];
const STATE = [
  ...["organization_id", "day", "key", "batch_id", "line"],
  ...["applied_rate_id", "cost", "cost_high", "unpriced_reason"],
];

const WRITE_DOWN = `
  INSERT INTO repriced_records (organization_id, reprice_id, day, key, piece, rate_before, cost_before, cost_high_before,
         reason_before, rate_after, cost_after, cost_high_after, reason_after)
  SELECT $1, $2, r.day, r.key, $4, r.applied_rate_id, r.cost, r.cost_high, r.unpriced_reason, c.rate, c.cost, c.cost_high, c.reason
    FROM unnest($5::uuid[], $6::int[], $7::int[], $8::int[], $9::int[], $10::numeric[], $11::numeric[], $12::text[])
           AS c (key, batch_id, line, rate_before, rate, cost, cost_high, reason)
    JOIN (${TABLES.map((table) => `SELECT ${STATE.join(", ")} FROM ${table}`).join(" UNION ALL ")}) r
      ON r.organization_id = $1 AND r.day = $3::date AND r.key = c.key
     AND r.batch_id = c.batch_id AND r.line = c.line AND r.applied_rate_id = c.rate_before
  ON CONFLICT (organization_id, reprice_id, day, key) DO UPDATE
     SET ${BEFORE}, piece = excluded.piece, state = 0, rate_after = excluded.rate_after, cost_after = excluded.cost_after,
         cost_high_after = excluded.cost_high_after, reason_after = excluded.reason_after
  RETURNING key::text`;

const setPrices = (table: string) => `
  UPDATE ${table} r
     SET applied_rate_id = c.rate_after, cost = c.cost_after, cost_high = c.cost_high_after, unpriced_reason = c.reason_after
    FROM repriced_records c
   WHERE c.organization_id = $1 AND c.reprice_id = $2 AND c.piece = $3 AND c.day = $4::date
     AND r.organization_id = $1 AND r.day = $4::date AND r.key = c.key`;
