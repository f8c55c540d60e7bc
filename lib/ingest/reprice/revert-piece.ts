import "server-only";
import { inTransaction } from "../in-transaction";
import { lookUpAtOnce } from "../merge/look-up";
import { MERGE_LOCK_CLASS } from "../merge/merge-batch";
import { addToRollups } from "../merge/rollups";

/**
 * Gives the records of one piece of a reprice their earlier prices back, in one transaction under the lock of merges.
 * Records that have changed since (by an upload, or a later reprice) are left alone and counted.
 */
export async function revertPiece(organizationId: number, repriceId: string, piece: number): Promise<void> {
  await inTransaction(async (client) => {
    await client.query("SELECT pg_advisory_xact_lock($1, $2)", [MERGE_LOCK_CLASS, organizationId]);
    await lookUpAtOnce(client);
    const scope = [organizationId, repriceId, piece];
    const { rows } = await client.query<{ day: string; put_back: number; aside: number; left: number }>(MARK, scope);
    for (const { day, put_back, aside } of rows) {
      if (aside > 0) await client.query(putBack("set_aside_records", 3), [...scope, day]);
      if (put_back === 0) continue;
      const where = { repriceId, piece, day, state: 1 };
      await addToRollups(client, organizationId, { kind: "repriced, taken out", ...where });
      await client.query(putBack("usage_records", 1), [...scope, day]);
      await addToRollups(client, organizationId, { kind: "repriced, put in", ...where });
    }
    const counts = { done: 0, left: 0 };
    for (const { put_back, aside, left } of rows) {
      counts.done += put_back + aside + left;
      counts.left += left;
    }
    await client.query(
      `UPDATE reprices SET records_done = records_done + $3, not_reverted = not_reverted + $4
        WHERE organization_id = $1 AND id = $2`,
      [organizationId, repriceId, counts.done, counts.left],
    );
  });
}

const isAsAfter = (table: string) => `
  EXISTS (SELECT 1 FROM ${table} r
           WHERE r.organization_id = $1 AND r.day = c.day AND r.key = c.key AND r.applied_rate_id = c.rate_after
             AND r.cost IS NOT DISTINCT FROM c.cost_after AND r.cost_high IS NOT DISTINCT FROM c.cost_high_after
             AND r.unpriced_reason IS NOT DISTINCT FROM c.reason_after)`;

/** Which of the piece's records are still what the reprice made of them, counted or set aside; a piece is of one day. */
const MARK = `
  WITH marked AS (
    UPDATE repriced_records c
       SET state = CASE WHEN ${isAsAfter("usage_records")} THEN 1 WHEN ${isAsAfter("set_aside_records")} THEN 3 ELSE 2 END
     WHERE c.organization_id = $1 AND c.reprice_id = $2 AND c.piece = $3 AND c.state = 0
    RETURNING c.day, c.state)
  SELECT day::text, (count(*) FILTER (WHERE state = 1))::int AS put_back, (count(*) FILTER (WHERE state = 3))::int AS aside,
         (count(*) FILTER (WHERE state = 2))::int AS left
    FROM marked GROUP BY day`;

const putBack = (table: string, state: number) => `
  UPDATE ${table} r
     SET applied_rate_id = c.rate_before, cost = c.cost_before, cost_high = c.cost_high_before, unpriced_reason = c.reason_before
    FROM repriced_records c
   WHERE c.organization_id = $1 AND c.reprice_id = $2 AND c.piece = $3 AND c.state = ${state} AND c.day = $4::date
     AND r.organization_id = $1 AND r.day = $4::date AND r.key = c.key`;
