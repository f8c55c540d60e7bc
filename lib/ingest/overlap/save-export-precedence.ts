import "server-only";
import type { PoolClient } from "pg";
import { inTransaction } from "../in-transaction";
import { MERGE_LOCK_CLASS } from "../merge/merge-batch";
import { settleOverlap } from "./settle-overlap";

/** Which exports count where several tell the same usage of a provider and kind; null for usage without one. */
export interface ExportPrecedenceChoice {
  provider: string | null;
  endpoint: string | null;
  /** A view (`viewText`), which counts wherever it is there; ALL_VIEWS; null takes back what was said. */
  view: string | null;
}

/** Most that an organisation can say. */
const MOST = 1000;

/**
 * Says which exports count and settles all that several tell anew, in one transaction. False when the organisation has said
 * as much as it can.
 */
export async function saveExportPrecedence(
  organizationId: number,
  choice: ExportPrecedenceChoice,
  userId: string | null,
): Promise<boolean> {
  return inTransaction(async (client) => {
    await client.query("SELECT pg_advisory_xact_lock($1, $2)", [MERGE_LOCK_CLASS, organizationId]);
    const isSaid = await say(client, organizationId, choice, userId);
    if (isSaid) await settleOverlap(client, organizationId, { days: "all", firstBatch: null, ofExports: true });
    return isSaid;
  });
}

async function say(
  client: PoolClient,
  organizationId: number,
  { provider, endpoint, view }: ExportPrecedenceChoice,
  userId: string | null,
): Promise<boolean> {
  const key = [organizationId, provider ?? "", endpoint ?? ""];
  if (view === null) {
    await client.query(TAKE_BACK, key);
    return true;
  }
  const { rowCount } = await client.query(SAY, [...key, view, userId, MOST]);
  return rowCount === 1;
}

const TAKE_BACK = "DELETE FROM export_precedences WHERE organization_id = $1 AND provider = $2 AND endpoint = $3";

const SAY = `
  INSERT INTO export_precedences (organization_id, provider, endpoint, view, created_by_id)
  SELECT $1, $2, $3, $4, $5::uuid
   WHERE (SELECT count(*) FROM export_precedences WHERE organization_id = $1 AND (provider, endpoint) <> ($2, $3)) < $6
      ON CONFLICT (organization_id, provider, endpoint)
      DO UPDATE SET view = excluded.view, created_by_id = excluded.created_by_id, created_at = now()`;
