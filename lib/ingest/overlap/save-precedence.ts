import "server-only";
import type { PoolClient } from "pg";
import { inTransaction } from "../in-transaction";
import { MERGE_LOCK_CLASS } from "../merge/merge-batch";
import type { Precedence } from "./overlap-precedence";
import { settleOverlap } from "./settle-overlap";

/** What counts where both roads brought usage of a provider and project; null for every one. */
export interface PrecedenceChoice {
  provider: string | null;
  project: string | null;
  /** Null takes back what was said. */
  precedence: Precedence | null;
}

/** Most that an organisation can say. */
const MOST = 1000;

/**
 * Says which road counts and settles all overlaps anew, in one transaction. False when the organisation has said as much as it
 * can.
 */
export async function savePrecedence(
  organizationId: number,
  choice: PrecedenceChoice,
  userId: string | null,
): Promise<boolean> {
  return inTransaction(async (client) => {
    await client.query("SELECT pg_advisory_xact_lock($1, $2)", [MERGE_LOCK_CLASS, organizationId]);
    const isSaid = await say(client, organizationId, choice, userId);
    if (isSaid) await settleOverlap(client, organizationId, { days: "all", firstBatch: null, ofExports: false });
    return isSaid;
  });
}

async function say(
  client: PoolClient,
  organizationId: number,
  { provider, project, precedence }: PrecedenceChoice,
  userId: string | null,
): Promise<boolean> {
  const key = [organizationId, provider ?? "", project ?? ""];
  if (precedence === null) {
    await client.query(TAKE_BACK, key);
    return true;
  }
  const { rowCount } = await client.query(SAY, [...key, precedence, userId, MOST]);
  return rowCount === 1;
}

const TAKE_BACK = "DELETE FROM overlap_precedences WHERE organization_id = $1 AND provider = $2 AND project = $3";

const SAY = `
  INSERT INTO overlap_precedences (organization_id, provider, project, precedence, created_by_id)
  SELECT $1, $2, $3, $4, $5::uuid
   WHERE (SELECT count(*) FROM overlap_precedences WHERE organization_id = $1 AND (provider, project) <> ($2, $3)) < $6
      ON CONFLICT (organization_id, provider, project)
      DO UPDATE SET precedence = excluded.precedence, created_by_id = excluded.created_by_id, created_at = now()`;
