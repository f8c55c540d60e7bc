import "server-only";
import type { PoolClient } from "pg";
import { pool } from "@/lib/db/pool";
import { SeenKeys } from "../keys/seen-keys";
import { StoredKeysWriter } from "../keys/stored-keys-writer";
import type { LoadLimits } from "../load-limits";
import { moveAllBack, type PulledRecord, pullStored } from "../merge/bring-back";
import { MERGE_LOCK_CLASS } from "../merge/merge-batch";
import { CopyLane } from "../rows/copy-lane";
import type { PreparedRecord, RowContext } from "../rows/record-row";
import { DayStarts } from "./day-starts";
import { RecordRows } from "./record-rows";
import { isSummable } from "./rollup-sums";
import { RollupWriter } from "./rollup-writer";
import { StoredRecords } from "./stored-records";

/** Lines an upload dealt with directly, and what the merge has to know about them. */
export interface DirectCounts {
  inserted: number;
  duplicates: number;
  unpriced: number;
  /** Microseconds since 1970; infinite when there was none. */
  first: number;
  last: number;
}

/**
 * The fast road of a large upload: one transaction, under the lock of the organisation's merges, in which records that
 * are certainly new are copied straight into usage_records and lines that say what is stored already are counted as
 * duplicates. Everything else (a key that may be stored or have come before in this upload, figures that are not summed
 * up here) is left to staging and the merge, which runs in the same transaction at the end.
 */
export class DirectLoad {
  readonly counts: DirectCounts = {
    inserted: 0,
    duplicates: 0,
    unpriced: 0,
    first: Number.POSITIVE_INFINITY,
    last: Number.NEGATIVE_INFINITY,
  };
  /** UTC days (since 1970) under which records were written. */
  readonly days = new Set<number>();
  /** Stored records that have to be merged with staged lines; known once `finish` has returned. */
  pulled: PulledRecord[] = [];
  /** Lines that a retreat has staged. */
  staged = 0;
  /** Whether keys came again after their record had been written. */
  repeats = false;
  private readonly own = new SeenKeys();
  private retreated = false;

  private constructor(
    private readonly lane: CopyLane,
    private readonly context: RowContext,
    private readonly stored: StoredRecords,
    private readonly rows: RecordRows,
    private readonly dayStarts: DayStarts,
    private readonly rollups: RollupWriter,
    private readonly keys: StoredKeysWriter,
  ) {}

  /** Begins the transaction; null when another upload of the organisation is being merged. */
  static async begin(context: RowContext, limits: LoadLimits): Promise<DirectLoad | null> {
    const client = await pool().connect();
    try {
      await client.query("BEGIN");
      const { rows } = await client.query<{ free: boolean }>("SELECT pg_try_advisory_xact_lock($1, $2) AS free", [
        MERGE_LOCK_CLASS,
        context.organizationId,
      ]);
      if (!rows[0]?.free) {
        await client.query("ROLLBACK");
        client.release();
        return null;
      }
      const lane = new CopyLane(client);
      const dayStarts = new DayStarts(context.organizationId, pool());
      const stored = await StoredRecords.open(client, context.organizationId, limits);
      return new DirectLoad(
        lane,
        context,
        stored,
        new RecordRows(lane, context),
        dayStarts,
        await RollupWriter.open(lane, context, dayStarts, limits),
        new StoredKeysWriter(lane, context),
      );
    } catch (error) {
      client.release(true);
      throw error;
    }
  }

  /** Whether what `take` has to know about a record's day is known; if not, `learn` it first. */
  isReadyFor({ day, key }: PreparedRecord): boolean {
    if (this.retreated) return true;
    if (!this.dayStarts.knows(day)) return false;
    return !this.stored.mayHold(key[0] as number, key[1] as number) || this.stored.isReadyFor(day);
  }

  async learn({ day }: PreparedRecord): Promise<void> {
    if (this.dayStarts.knows(day)) await this.stored.load(day);
    else await this.dayStarts.learn(day);
  }

  /** Deals with a record; false when it has to be staged. */
  take(prepared: PreparedRecord): boolean {
    if (this.retreated) return false;
    const first = prepared.key[0] as number;
    const second = prepared.key[1] as number;
    if (this.stored.mayHold(first, second)) {
      if (!this.stored.isRepetition(prepared)) return false;
      this.counts.duplicates += 1;
      this.countTime(prepared.item.record.timestamp);
      return true;
    }
    if (this.own.has(first, second)) {
      this.repeats = true;
      return false;
    }
    this.own.add(first, second);
    if (!isSummable(prepared)) return false;
    this.write(prepared);
    return true;
  }

  /** Waits while the database is behind. */
  hasRoom(): Promise<void> {
    return this.lane.hasRoom();
  }

  /**
   * Gives the lock back, for a sender that turned out to be slow: every line so far becomes a staged one, and all that
   * follow are to be staged.
   */
  async retreat(): Promise<void> {
    await this.handOver();
    const { client } = this.lane;
    await moveAllBack(client, this.context.organizationId, this.context.batchId);
    let pulled = 0;
    for await (const records of this.stored.takeConfirmed()) {
      await pullStored(client, this.context, records, pulled);
      pulled += records.length;
    }
    await client.query("COMMIT");
    client.release();
    this.retreated = true;
    this.repeats = false;
    this.staged += this.counts.inserted + pulled;
    this.counts.inserted = 0;
    this.counts.unpriced = 0;
    this.counts.duplicates -= pulled;
  }

  /** Writes out everything. Answers the connection, with the transaction still open; null after a retreat. */
  async finish(): Promise<PoolClient | null> {
    if (this.retreated) return null;
    await this.handOver();
    this.pulled = await this.stored.takeContested();
    this.counts.duplicates -= this.pulled.length;
    return this.lane.client;
  }

  /** Gives up; nothing remains. */
  async abort(): Promise<void> {
    if (this.retreated) return;
    await this.lane.abort();
    this.lane.client.release(true);
  }

  private async handOver(): Promise<void> {
    this.rows.handOver();
    this.rollups.flush(true);
    this.keys.flush();
    await this.lane.finish();
  }

  private write(prepared: PreparedRecord): void {
    this.rows.add(prepared);
    this.rollups.add(prepared);
    this.keys.add(prepared);
    if (this.rollups.isFull) {
      this.rollups.flush(false);
      this.keys.flush();
    }
    this.days.add(prepared.day);
    this.counts.inserted += 1;
    if (prepared.price.cost === null) this.counts.unpriced += 1;
    this.countTime(prepared.item.record.timestamp);
  }

  private countTime(timestamp: number): void {
    if (timestamp < this.counts.first) this.counts.first = timestamp;
    if (timestamp > this.counts.last) this.counts.last = timestamp;
  }
}
