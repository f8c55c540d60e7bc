import "server-only";
import { pool } from "@/lib/db/pool";
import { BinaryRows } from "./rows/binary-rows";
import { CopyLane } from "./rows/copy-lane";
import { type PreparedRecord, type RowContext, STAGED_COLUMNS, writeStagedRow } from "./rows/record-row";

const STAGED_RECORDS = `staged_records (${STAGED_COLUMNS.join(", ")})`;

/** Writes records into staged_records, over a connection of its own, which it takes at the first record. */
export class StagingWriter {
  /** Records written. */
  count = 0;
  /** The file of the upload that they come from. */
  file = 0;
  private readonly rows = new BinaryRows();
  private lane: CopyLane | null = null;

  constructor(private readonly context: RowContext) {}

  add(prepared: PreparedRecord): void {
    writeStagedRow(this.rows, prepared, { ordinal: this.count, file: this.file }, this.context);
    this.count += 1;
  }

  /** Whether it is time to hand over (`hasRoom`). */
  get isFull(): boolean {
    return this.rows.isFull;
  }

  /** Hands over what has come together, and waits while the database is behind. */
  async hasRoom(): Promise<void> {
    await this.hand();
    await this.lane?.hasRoom();
  }

  /** Hands over the rest; everything is committed when this returns. */
  async close(): Promise<void> {
    if (!this.rows.isEmpty) await this.hand();
    await this.lane?.finish();
    this.lane?.client.release();
    this.lane = null;
  }

  /** Gives up: the database undoes what was written. */
  async abort(): Promise<void> {
    await this.lane?.abort();
    this.lane?.client.release(true);
    this.lane = null;
  }

  private async hand(): Promise<void> {
    this.lane ??= new CopyLane(await pool().connect());
    this.lane.copy(STAGED_RECORDS, this.rows.take());
  }
}
