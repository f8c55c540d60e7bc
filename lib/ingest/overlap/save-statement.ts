import "server-only";
import { inTransaction } from "../in-transaction";
import { MERGE_LOCK_CLASS } from "../merge/merge-batch";
import { settleOverlap } from "./settle-overlap";

/** What a person says about what counts. */
export interface Statement {
  table: "overlap_precedences" | "export_precedences";
  /** Of which usage: a provider, and what else the table goes by; null for usage without one. */
  of: { column: "project" | "endpoint"; provider: string | null; other: string | null };
  /** What counts; null takes back what was said. */
  says: { column: "precedence" | "view"; value: string | null };
}

/** Most that an organisation can say. */
const MOST = 1000;

/**
 * Writes down what is said and settles anew what came in several ways, in one transaction. False when the organisation has
 * said as much as it can.
 */
export async function saveStatement(
  organizationId: number,
  statement: Statement,
  userId: string | null,
): Promise<boolean> {
  const { table, of, says } = statement;
  const key = [organizationId, of.provider ?? "", of.other ?? ""];
  return inTransaction(async (client) => {
    await client.query("SELECT pg_advisory_xact_lock($1, $2)", [MERGE_LOCK_CLASS, organizationId]);
    const { rowCount } =
      says.value === null
        ? await client.query(takeBack(statement), key)
        : await client.query(say(statement), [...key, says.value, userId, MOST]);
    if (says.value !== null && rowCount !== 1) return false;
    const ofExports = table === "export_precedences";
    await settleOverlap(client, organizationId, { days: "all", firstBatch: null, ofExports });
    return true;
  });
}

function takeBack({ table, of }: Statement): string {
  return `DELETE FROM ${table} WHERE organization_id = $1 AND provider = $2 AND ${of.column} = $3`;
}

function say({ table, of, says }: Statement): string {
  return `
  INSERT INTO ${table} (organization_id, provider, ${of.column}, ${says.column}, created_by_id)
  SELECT $1, $2, $3, $4, $5::uuid
   WHERE (SELECT count(*) FROM ${table} WHERE organization_id = $1 AND (provider, ${of.column}) <> ($2, $3)) < $6
      ON CONFLICT (organization_id, provider, ${of.column})
      DO UPDATE SET ${says.column} = excluded.${says.column}, created_by_id = excluded.created_by_id, created_at = now()`;
}
