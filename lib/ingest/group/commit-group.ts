import "server-only";
import type { PoolClient } from "pg";
import { pool } from "@/lib/db/pool";
import { BATCH_LOCK_CLASS } from "../batch-log";
import { forgetKnownKeys, keysForGroup } from "../keys/remembered-keys";
import { MERGE_LOCK_CLASS } from "../merge/merge-batch";
import { type KeptAnswer, keepAnswers } from "../once/kept-answers";
import { settleFew } from "../overlap/settle-few";
import { firstErrors, keepRejects } from "../rejects";
import type { IngestResult } from "../upload";
import { usageChanged } from "../usage-changed";
import { type Counts, groupBatch } from "./group-batch";
import type { GroupRow } from "./group-row";
import { findOutcomes, type Outcome, writeGroup } from "./merge-group";
import type { SmallUpload } from "./small-upload";

/**
 * Commits small uploads of one organisation in one transaction, each as a batch of its own. Which they are is asked when the
 * transaction has begun and its locks are held: more have come by then. Answers their results.
 */
export async function commitGroup(
  organizationId: number,
  take: () => Promise<readonly SmallUpload[]>,
): Promise<IngestResult[]> {
  const client = await pool().connect();
  try {
    const { last, mayOverlap } = await begin(client, organizationId);
    const uploads = await take();
    const known = await keysForGroup(client, organizationId, last);
    const rows = numbered(uploads, last + 1);
    const outcomes = await findOutcomes(client, organizationId, rows, known);
    const counted = countOutcomes(uploads, outcomes);
    const written = rows.filter((_, index) => outcomes[index] !== "duplicate");
    const batches = () =>
      uploads.map((upload, index) => groupBatch(upload, counted[index] as Counts, last + 1 + index));
    if (mayOverlap && written.length > 0) {
      await writeGroup(client, organizationId, written, []);
      await settle(client, organizationId, counted, written, last + 1, outcomes.includes("revised"));
      await writeGroup(client, organizationId, [], batches());
    } else await writeGroup(client, organizationId, written, batches());
    for (const [index, { rejects }] of uploads.entries())
      if (rejects.length > 0) await keepRejects(client, [organizationId, last + 1 + index], rejects, 0);
    const results = uploads.map((upload, index) => resultOf(upload, counted[index] as Counts, last + 1 + index));
    await keepAnswers(client, organizationId, answersToKeep(uploads, results));
    await client.query("COMMIT");
    known?.add(rows, last + uploads.length);
    usageChanged(organizationId);
    return results;
  } catch (error) {
    forgetKnownKeys(organizationId);
    await client.query("ROLLBACK").catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}

/**
 * Begins the transaction with the locks of merges and of batch numbers. Answers the last number given out, and whether any
 * usage may come by two roads.
 */
async function begin(client: PoolClient, organizationId: number): Promise<{ last: number; mayOverlap: boolean }> {
  const answers = (await client.query(`
    BEGIN;
    SET LOCAL plan_cache_mode = force_generic_plan;
    SET LOCAL enable_nestloop = on; SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off; SET LOCAL enable_seqscan = off;
    SELECT pg_advisory_xact_lock(${MERGE_LOCK_CLASS}, ${organizationId});
    SELECT pg_advisory_xact_lock(${BATCH_LOCK_CLASS}, ${organizationId});
    SELECT (SELECT max(id) FROM batches WHERE organization_id = ${organizationId}) AS last,
           EXISTS (SELECT 1 FROM ledger_cells WHERE organization_id = ${organizationId})
             OR EXISTS (SELECT 1 FROM set_aside_records WHERE organization_id = ${organizationId}) AS overlap`)) as unknown as {
    rows: { last: number | null; overlap: boolean }[];
  }[];
  const row = answers.at(-1)?.rows[0];
  return { last: row?.last ?? 0, mayOverlap: row?.overlap ?? true };
}

/** The rows of all uploads, with their places and the numbers of their batches. */
function numbered(uploads: readonly SmallUpload[], first: number): GroupRow[] {
  const all: GroupRow[] = [];
  for (const [index, { rows }] of uploads.entries()) {
    for (const row of rows) {
      row.ordinal = all.length;
      row.batch_id = first + index;
      all.push(row);
    }
  }
  return all;
}

/** Sets aside what came by another road too, and counts what had been before. */
async function settle(
  client: PoolClient,
  organizationId: number,
  counted: Counts[],
  written: readonly GroupRow[],
  firstBatch: number,
  isRevised: boolean,
): Promise<void> {
  // What was revised may have been stored under another day.
  const days = written.flatMap(({ at, stored_day }) => [
    at / 1000,
    ...(stored_day ? [Date.parse(`${stored_day}`)] : []),
  ]);
  const range = { from: new Date(Math.min(...days)), to: new Date(Math.max(...days)) };
  const listed = {
    days: written.map(({ day_number }) => new Date(day_number * DAY_MS).toISOString().slice(0, 10)),
    keys: written.map(({ key }) => key),
  };
  const known = await settleFew(client, organizationId, listed, range, firstBatch, isRevised);
  for (const [batchId, { again, revised }] of known) {
    const counts = counted[batchId - firstBatch] as Counts;
    counts.inserted -= again + revised;
    counts.duplicates += again;
    counts.revised += revised;
  }
}

const DAY_MS = 86_400_000;

function countOutcomes(uploads: readonly SmallUpload[], outcomes: readonly Outcome[]): Counts[] {
  let at = 0;
  return uploads.map(({ rows }) => {
    const counts = { inserted: 0, duplicates: 0, revised: 0, unpriced: 0, first: Number.POSITIVE_INFINITY, last: 0 };
    for (const row of rows) {
      const outcome = outcomes[at];
      at += 1;
      if (outcome === "inserted") counts.inserted += 1;
      else if (outcome === "revised") counts.revised += 1;
      else counts.duplicates += 1;
      if (outcome !== "duplicate" && row.cost === null) counts.unpriced += 1;
      counts.first = Math.min(counts.first, row.at);
      counts.last = Math.max(counts.last, row.at);
    }
    return counts;
  });
}

function resultOf(upload: SmallUpload, counts: Counts, id: number): IngestResult {
  return {
    batchId: String(id),
    format: upload.format,
    received: upload.received,
    inserted: counts.inserted,
    duplicates: counts.duplicates,
    revised: counts.revised,
    rejected: upload.rejects.length,
    unpriced: counts.unpriced,
    ignored: upload.ignored,
    errors: firstErrors(upload.rejects),
  };
}

function answersToKeep(uploads: readonly SmallUpload[], results: readonly IngestResult[]): KeptAnswer[] {
  return uploads.flatMap(({ keep }, index) => (keep ? [{ ...keep, answer: results[index] as IngestResult }] : []));
}
