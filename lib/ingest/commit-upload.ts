import "server-only";
import type { PoolClient } from "pg";
import { pool } from "@/lib/db/pool";
import { mergeBilled } from "./billed/merge-billed";
import type { Loader } from "./loader";
import { mergeBatch } from "./merge/merge-batch";
import { addCounts, changedBetween, type MergeCounts, NO_LINES, sumCounts } from "./merge/merge-counts";
import { keepViewsApart, noteExportViews } from "./overlap/export-views";
import { noteLedgerCells } from "./overlap/ledger-cells";
import { settleOverlap } from "./overlap/settle-overlap";
import type { ToldByFile } from "./overlap/told-views";
import type { RowContext } from "./rows/record-row";
import { usageChanged } from "./usage-changed";

/**
 * The transaction that makes an upload count: what was loaded directly is in it already, what was staged is merged, and
 * `finish` writes down what came of it. `isLedger`: it is a provider's own account of its usage.
 */
export async function commitUpload<Result>(
  loader: Loader,
  context: RowContext,
  isLedger: boolean,
  finish: (client: PoolClient, counts: MergeCounts) => Promise<Result>,
): Promise<Result> {
  const open = (await loader.direct?.finish()) ?? null;
  const client = open ?? (await pool().connect());
  try {
    if (!open) await client.query("BEGIN");
    const result = await finish(client, await merge(client, loader, context, isLedger));
    await client.query("COMMIT");
    usageChanged(context.organizationId);
    return result;
  } catch (error) {
    await client.query("ROLLBACK").catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}

async function merge(client: PoolClient, loader: Loader, context: RowContext, isLedger: boolean): Promise<MergeCounts> {
  const { organizationId, batchId, sourceId } = context;
  const { direct, staging, billed } = loader;
  const told = loader.told.byFile();
  if (isLedger) await keepViewsApart(client, [organizationId, batchId], told);
  const before = direct && { sourceId, days: direct.days, pulled: direct.pulled, repeats: direct.repeats };
  const merged =
    staging.count + (direct?.staged ?? 0) > 0 ? await mergeBatch(client, organizationId, batchId, before) : NO_LINES;
  const ofRecords = direct ? addCounts(merged, direct.counts) : merged;
  const ofBilled = billed.count > 0 ? await mergeBilled(client, organizationId, batchId) : NO_LINES;
  return sumCounts(await settled(client, context, isLedger ? told : null, ofRecords), ofBilled);
}

/** Counts of the records once those that came by another road too are set aside. `told`: how an export tells them. */
async function settled(
  client: PoolClient,
  { organizationId, batchId }: RowContext,
  told: readonly ToldByFile[] | null,
  counts: MergeCounts,
): Promise<MergeCounts> {
  const changed = changedBetween(counts);
  if (!changed) return counts;
  if (told) {
    await noteLedgerCells(client, organizationId, batchId, changed);
    await noteExportViews(client, [organizationId, batchId], told, changed);
  }
  const changes = { days: changed, firstBatch: batchId, ofExports: told !== null };
  const { again, revised } = (await settleOverlap(client, organizationId, changes)).get(batchId) ?? NONE;
  return {
    ...counts,
    inserted: counts.inserted - again - revised,
    duplicates: counts.duplicates + again,
    revised: counts.revised + revised,
  };
}

const NONE = { again: 0, revised: 0 };
