import "server-only";
import type { PoolClient } from "pg";
import { pool } from "@/lib/db/pool";
import { moveAllBack, type PulledRecord } from "../merge/bring-back";
import { MERGE_LOCK_CLASS } from "../merge/merge-batch";
import { BinaryRows } from "../rows/binary-rows";
import { CopyLane } from "../rows/copy-lane";
import { type PreparedRecord, RECORD_COLUMNS, type RowContext, writeRecordRow } from "../rows/record-row";
import { DayStarts } from "./day-starts";
import { isSummable } from "./rollup-sums";
import { RollupWriter } from "./rollup-writer";
import { SeenKeys } from "./seen-keys";
import type { StoredDay } from "./stored-day";
import { readStoredDay, readStoredKeys } from "./stored-keys";
import { StoredKeysWriter } from "./stored-keys-writer";

const USAGE_RECORDS = `usage_records (${RECORD_COLUMNS.join(", ")})`;
/** Memory for what is stored under the days of an upload; records of further days are left to the merge. */
const MOST_STORED_BYTES = 96 * 1024 * 1024;

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
  readonly pulled: PulledRecord[] = [];
  /** Whether keys came again after their record had been written. */
  repeats = false;
  private readonly rows = new BinaryRows();
  private readonly own = new SeenKeys();
  /** Keys that may be stored and of which a line was staged. */
  private readonly contested = new SeenKeys();
  private readonly storedDays = new Map<number, StoredDay | null>();
  private storedBytes = 0;
  private retreated = false;

  private constructor(
    private readonly lane: CopyLane,
    private readonly context: RowContext,
    private readonly stored: SeenKeys,
    private readonly dayStarts: DayStarts,
    private readonly rollups: RollupWriter,
    private readonly keys: StoredKeysWriter,
  ) {}

  /** Begins the transaction; null when another upload of the organisation is being merged. */
  static async begin(context: RowContext): Promise<DirectLoad | null> {
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
      return new DirectLoad(
        lane,
        context,
        await readStoredKeys(client, context.organizationId),
        dayStarts,
        await RollupWriter.open(lane, context, dayStarts),
        new StoredKeysWriter(lane, context),
      );
    } catch (error) {
      client.release(true);
      throw error;
    }
  }

  /** Whether what `take` has to know about a record's day is known; if not, `learn` it first. */
  isReadyFor({ day, key }: PreparedRecord): boolean {
    if (!this.dayStarts.knows(day)) return false;
    return this.storedDays.has(day) || !this.stored.has(key[0] as number, key[1] as number);
  }

  async learn({ day }: PreparedRecord): Promise<void> {
    if (!this.dayStarts.knows(day)) await this.dayStarts.learn(day);
    if (this.storedDays.has(day)) return;
    const stored = this.storedBytes < MOST_STORED_BYTES ? await readStoredDay(this.context.organizationId, day) : null;
    this.storedBytes += stored?.bytes ?? 0;
    this.storedDays.set(day, stored);
  }

  /** Deals with a record; false when it has to be staged. */
  take(prepared: PreparedRecord): boolean {
    const first = prepared.key[0] as number;
    const second = prepared.key[1] as number;
    if (this.stored.has(first, second)) return this.isDuplicate(prepared, first, second);
    if (this.retreated) return false;
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
   * Gives the lock back, for a sender that turned out to be slow: what was written becomes staged rows, and all that
   * follows is to be staged.
   */
  async retreat(): Promise<void> {
    await this.handOver();
    await moveAllBack(this.lane.client, this.context.organizationId, this.context.batchId);
    await this.lane.client.query("COMMIT");
    this.lane.client.release();
    this.retreated = true;
    this.repeats = false;
    this.counts.inserted = 0;
    this.counts.unpriced = 0;
  }

  /** Writes out everything. Answers the connection, with the transaction still open; null after a retreat. */
  async finish(): Promise<PoolClient | null> {
    if (this.retreated) return null;
    await this.handOver();
    return this.lane.client;
  }

  /** Gives up; nothing remains. */
  async abort(): Promise<void> {
    if (this.retreated) return;
    await this.lane.abort();
    this.lane.client.release(true);
  }

  private async handOver(): Promise<void> {
    if (!this.rows.isEmpty) this.lane.copy(USAGE_RECORDS, this.rows.take());
    this.rollups.flush();
    this.keys.flush();
    await this.lane.finish();
  }

  private write(prepared: PreparedRecord): void {
    writeRecordRow(this.rows, prepared, this.context);
    if (this.rows.isFull) this.lane.copy(USAGE_RECORDS, this.rows.take());
    this.rollups.add(prepared);
    this.keys.add(prepared);
    if (this.rollups.isFull) {
      this.rollups.flush();
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

  /** Whether a line whose key may be stored says what is stored, and no line of its key was staged. */
  private isDuplicate(prepared: PreparedRecord, first: number, second: number): boolean {
    const stored = this.storedDays.get(prepared.day);
    const place = stored?.find(first, second) ?? -1;
    if (stored && place >= 0 && !this.retreated && !this.contested.has(first, second)) {
      const again = stored.confirmedBy(place) > 0;
      const same = stored.says(place, prepared.content[0] as number, prepared.content[1] as number);
      // The same request twice is one; equal aggregates are parts of a sum, and equal contents are different requests.
      if (same && (!again || prepared.item.grain === "request")) {
        if (!again) stored.confirm(place, prepared.item.line);
        this.counts.duplicates += 1;
        this.countTime(prepared.item.record.timestamp);
        return true;
      }
    }
    this.contest(prepared.key, first, second);
    return false;
  }

  /**
   * From here on every line of this key is staged; if one was counted as a duplicate, it is brought to the others. The
   * days are all looked through: a request may be stored under another day than the one it comes with now.
   */
  private contest(key: Int32Array, first: number, second: number): void {
    this.contested.add(first, second);
    for (const [day, stored] of this.storedDays) {
      const place = stored?.find(first, second) ?? -1;
      if (!stored || place < 0) continue;
      const line = stored.confirmedBy(place);
      if (line === 0) continue;
      stored.confirm(place, 0);
      this.counts.duplicates -= 1;
      this.pulled.push({ day, key: uuidOf(key), line });
    }
  }
}

function uuidOf(words: Int32Array): string {
  return Array.from(words, (word) => (word >>> 0).toString(16).padStart(8, "0")).join("");
}
