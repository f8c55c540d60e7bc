import "server-only";
import type { PoolClient } from "pg";
import { pool } from "@/lib/db/pool";
import type { RejectItem } from "@/lib/usage/formats/format";
import { claim, release } from "./claims";
import { failBatch } from "./fail-batch";
import { inTransaction } from "./in-transaction";
import type { MergeCounts } from "./merge/merge-counts";
import { firstErrors, keepRejects, MOST_ERRORS } from "./rejects";
import { storable } from "./storable";
import type { IngestRequest, IngestResult } from "./upload";
import { uploadClaim } from "./upload-claim";

/** First key of the advisory lock under which batch numbers are given out. */
export const BATCH_LOCK_CLASS = 7003;
/** Rejects kept with their lines; further ones are counted only. */
const MOST_REJECTS = 100_000;
/** Characters of them that wait to be stored. */
const MOST_WAITING = 4 * 1024 * 1024;
const PROGRESS_EVERY_MS = 1000;

/** The row of a batch, from the first byte to the result, with its rejects. */
export class BatchLog {
  received = 0;
  rejected = 0;
  readonly firstErrors: IngestResult["errors"] = [];
  private bytes = 0;
  private format: string | null = null;
  private header: string | null = null;
  private pending: RejectItem[] = [];
  private waiting = 0;
  private kept = 0;
  private lastProgress = Date.now();

  private constructor(
    private readonly organizationId: number,
    readonly batchId: number,
  ) {}

  static async open(request: IngestRequest): Promise<BatchLog> {
    const { organizationId, actor } = request;
    return inTransaction(async (client) => {
      await client.query("SELECT pg_advisory_xact_lock($1, $2)", [BATCH_LOCK_CLASS, organizationId]);
      const { rows } = await client.query<{ id: number }>(OPEN_BATCH, [
        organizationId,
        request.source.slice(0, 256),
        actor.kind === "apiKey" ? actor.id : null,
        actor.kind === "person" ? actor.userId : null,
        request.sample ?? false,
      ]);
      const batchId = rows[0]?.id ?? 0;
      // Before anybody sees the batch: who starts meanwhile takes what nobody has claimed for what a crash has left.
      await claim(uploadClaim(organizationId, batchId));
      return new BatchLog(organizationId, batchId);
    });
  }

  /** To be called when the batch is committed or has failed. */
  async close(): Promise<void> {
    await release(uploadClaim(this.organizationId, this.batchId));
  }

  count(items: number, rejects: readonly RejectItem[]): void {
    this.received += items;
    this.rejected += rejects.length;
    this.firstErrors.push(...firstErrors(rejects, MOST_ERRORS - this.firstErrors.length));
    for (const reject of rejects.slice(0, Math.max(0, MOST_REJECTS - this.kept - this.pending.length))) {
      this.pending.push(reject);
      this.waiting += reject.raw.length;
    }
  }

  /** Writes down how far the upload is, once a second: the page that sends it shows this. */
  async progress(bytes: number, format: string | null, header: string | null): Promise<void> {
    this.bytes += bytes;
    this.format = format;
    this.header = header;
    if (Date.now() - this.lastProgress < PROGRESS_EVERY_MS) return;
    this.lastProgress = Date.now();
    await pool().query(
      "UPDATE batches SET bytes = $3, received = $4, rejected = $5, format = $6 WHERE organization_id = $1 AND id = $2",
      [...[this.organizationId, this.batchId, this.bytes, this.received, this.rejected, this.format]],
    );
  }

  /** Stores the rejects gathered so far; they show only once the batch is committed. */
  async keepRejects(client: Pick<PoolClient, "query"> = pool(), atLeast = 1000): Promise<void> {
    if (this.pending.length < atLeast && this.waiting < MOST_WAITING) return;
    const rejects = this.pending;
    this.pending = [];
    this.waiting = 0;
    await keepRejects(client, [this.organizationId, this.batchId], rejects, this.kept);
    this.kept += rejects.length;
  }

  /** The result, in the transaction that stores the records. */
  async commit(client: PoolClient, counts: MergeCounts): Promise<void> {
    await this.keepRejects(client, 1);
    const { rowCount } = await client.query(COMMIT_BATCH, [
      ...[this.organizationId, this.batchId, this.format, storable(this.header), this.bytes, this.received],
      ...[counts.inserted, counts.duplicates, counts.revised, this.rejected, counts.unpriced],
      ...[counts.firstUsageAt, counts.lastUsageAt],
    ]);
    // With the connection that claims it gone, another process that starts takes this upload for one that a crash has left.
    if (rowCount !== 1) throw new Error("the batch is no longer being received");
  }

  /** Marks the batch as failed and removes what it left: at once, or when the database is back. */
  async fail(reason: string): Promise<void> {
    await failBatch({ organizationId: this.organizationId, batchId: this.batchId, reason, bytes: this.bytes });
  }
}

const OPEN_BATCH = `
  INSERT INTO batches (organization_id, id, status, source, api_key_id, user_id, sample)
  SELECT $1, coalesce((SELECT max(id) FROM batches WHERE organization_id = $1), 0) + 1, 'receiving', $2, $3, $4, $5
  RETURNING id`;

const COMMIT_BATCH = `
  UPDATE batches SET status = 'committed', format = $3, header = $4, bytes = $5, received = $6, inserted = $7, duplicates = $8,
         revised = $9, rejected = $10, unpriced = $11, first_usage_at = $12, last_usage_at = $13, finished_at = now()
   WHERE organization_id = $1 AND id = $2 AND status = 'receiving'`;
