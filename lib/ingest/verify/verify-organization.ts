import "server-only";
import { pool } from "@/lib/db/pool";
import { countRollupDifferences, rebuildRollups } from "../rebuild-rollups";
import { BATCHES, KEYS, RECORDS } from "./findings-sql";
import { rebuildStoredKeys } from "./rebuild-stored-keys";

/** What is wrong with an organisation's figures: all zero when nothing is. */
export interface Findings {
  /** Rows of the rollups that differ from what the records say. */
  rollups: number;
  /** Records whose keys are not noted: an upload of the same could store them again. */
  keysMissing: number;
  /** Keys that are noted with a content, of which no record is stored: an upload could take a new record for known. */
  keysTooMany: number;
  /** Records of a batch that is not committed. */
  recordsAstray: number;
  /** Batches whose counts do not add up, or that have more records than they took. */
  batchesUnbalanced: number;
}

/** Compares everything that is derived from an organisation's records with them; changes nothing. Uploads wait meanwhile. */
export async function verifyOrganization(organizationId: number): Promise<Findings> {
  const rollups = await countRollupDifferences(organizationId);
  const counts = async (sql: string) =>
    (await pool().query<Record<string, number>>(sql, [organizationId])).rows[0] ?? {};
  const [keys, records, batches] = [await counts(KEYS), await counts(RECORDS), await counts(BATCHES)];
  return {
    rollups,
    keysMissing: keys.missing ?? 0,
    keysTooMany: keys.too_many ?? 0,
    recordsAstray: records.astray ?? 0,
    batchesUnbalanced: batches.unbalanced ?? 0,
  };
}

/** Makes anew what can be: rollups and noted keys. What is wrong with records and batches stays. */
export async function repairOrganization(organizationId: number, findings: Findings): Promise<void> {
  if (findings.rollups > 0) await rebuildRollups(organizationId);
  if (findings.keysMissing + findings.keysTooMany > 0) await rebuildStoredKeys(organizationId);
}
