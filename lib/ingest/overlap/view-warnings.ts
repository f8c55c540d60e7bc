import "server-only";
import type { PoolClient } from "pg";
import { describeView, viewOf } from "@/lib/spend/export-view";
import type { Standing } from "@/lib/spend/told-twice";
import type { IngestResult } from "../upload";

/** Other uploads that are named. */
const MOST_NAMED = 5;

/**
 * Says which other exports tell of the same days as a batch of one in other periods or by other dimensions: which of the two
 * counts, or that both do since nobody can tell whether it is the same usage. Runs in the transaction that has merged the
 * batch and decided.
 */
export async function viewWarnings(
  client: PoolClient,
  organizationId: number,
  batchId: number,
): Promise<NonNullable<IngestResult["warnings"]>> {
  const { rows } = await client.query<OtherUpload>(OTHER_UPLOADS, [organizationId, batchId]);
  return rows.map((row) => {
    const days = row.from === row.to ? `of ${row.from}` : `between ${row.from} and ${row.to}`;
    const other = `"${row.source}" (upload ${row.batch_id}, ${describeView(viewOf(row.view))})`;
    return row.mine === "doubtful"
      ? { code: "told_in_another_way", message: doubtText(days, other) }
      : { code: "told_twice", message: twiceText(days, other, row.mine) };
  });
}

interface OtherUpload {
  batch_id: number;
  source: string;
  view: string;
  mine: Standing;
  from: string;
  to: string;
}

function doubtText(days: string, other: string): string {
  return `Usage ${days} is counted in ${other} too, in other periods or groups, and their sums do not show whether it is the same: where both tell of the same usage it counts twice. Choose on the page Reconciliation which counts, or delete one of the two uploads.`;
}

function twiceText(days: string, other: string, mine: Standing): string {
  const which =
    mine === "aside"
      ? "that one counts, and this upload is set aside"
      : "this upload counts, and that one is set aside";
  return `Usage ${days} is in ${other} too, in other periods or groups. It counts once: ${which}. If they are of different accounts, say so on the page Reconciliation.`;
}

/** The same pair of uploads can stand differently on different days: each is said. */
const OTHER_UPLOADS = `
  SELECT other.batch_id, batch.source, min(other.view) AS view,
         CASE WHEN other.standing = 'aside' THEN 'counts' ELSE mine.standing END AS mine,
         min(mine.day)::text AS from, max(mine.day)::text AS to
    FROM export_views mine
    JOIN export_views other USING (organization_id, day, provider_id, endpoint_id)
    JOIN batches batch ON batch.organization_id = $1 AND batch.id = other.batch_id
   WHERE mine.organization_id = $1 AND mine.batch_id = $2 AND other.batch_id <> $2 AND other.view <> mine.view
     AND (mine.told_by = other.view OR other.told_by = mine.view OR (mine.standing = 'doubtful' AND other.standing = 'doubtful'))
   GROUP BY other.batch_id, batch.source, 4
   ORDER BY other.batch_id DESC LIMIT ${MOST_NAMED}`;
