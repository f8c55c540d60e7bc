import { BinaryRows } from "../rows/binary-rows";
import type { CopyLane } from "../rows/copy-lane";
import { type PreparedRecord, RECORD_COLUMNS, type RowContext, writeRecordRow } from "../rows/record-row";

const USAGE_RECORDS = `usage_records (${RECORD_COLUMNS.join(", ")})`;
/** How many of a key's first bits say which part its row belongs to. */
const PART_BITS = 4;

/**
 * Rows on their way into usage_records: thousands at a time, those whose keys begin alike together. Of the primary key of a
 * large organisation's day an upload then goes through a small part at a time, which stays in the processor's cache.
 */
export class RecordRows {
  private readonly parts = Array.from({ length: 2 ** PART_BITS }, () => new BinaryRows());

  constructor(
    private readonly lane: CopyLane,
    private readonly context: RowContext,
  ) {}

  add(prepared: PreparedRecord): void {
    const rows = this.parts[(prepared.key[0] as number) >>> (32 - PART_BITS)] as BinaryRows;
    writeRecordRow(rows, prepared, this.context);
    if (rows.isFull) this.handOver();
  }

  /** Hands over what has come together. */
  handOver(): void {
    for (const rows of this.parts) if (!rows.isEmpty) this.lane.copy(USAGE_RECORDS, rows.take());
  }
}
