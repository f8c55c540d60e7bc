import { BinaryRows } from "../rows/binary-rows";
import type { CopyLane } from "../rows/copy-lane";
import type { PreparedRecord, RowContext } from "../rows/record-row";

/** Keys of one row of stored_keys: two rows fill a piece. */
const MOST_OF_ROW = 8000;
/** Bytes of a row without its keys and contents, at most. */
const ROW_BYTES = 64;
/** Days whose keys are kept at once. */
const MOST_DAYS = 400;
const STORED_KEYS = "stored_keys (organization_id, day, batch_id, piece, keys, contents)";

/** Keys and prints of one day that have not been written yet. */
interface Pending {
  count: number;
  keys: Buffer;
  contents: Buffer;
}

/** Writes down the keys of the records that an upload writes straight into usage_records. */
export class StoredKeysWriter {
  private readonly days = new Map<number, Pending>();
  private readonly rows = new BinaryRows();
  /** Rows that wait for the next flush: every change of the table that is copied into costs a round trip. */
  private readonly waiting: Buffer[] = [];
  private pieces = 0;

  constructor(
    private readonly lane: CopyLane,
    private readonly context: RowContext,
  ) {}

  add({ day, key, content }: PreparedRecord): void {
    let pending = this.days.get(day);
    if (!pending) {
      if (this.days.size === MOST_DAYS) {
        this.flush();
        this.days.clear();
      }
      pending = { count: 0, keys: Buffer.allocUnsafe(1024), contents: Buffer.allocUnsafe(1024) };
      this.days.set(day, pending);
    }
    const at = pending.count * 8;
    if (at === pending.keys.length) grow(pending);
    pending.keys.writeInt32BE(key[0] as number, at);
    pending.keys.writeInt32BE(key[1] as number, at + 4);
    pending.contents.writeInt32BE(content[0] as number, at);
    pending.contents.writeInt32BE(content[1] as number, at + 4);
    pending.count += 1;
    if (pending.count === MOST_OF_ROW) this.write(day, pending);
  }

  /** Hands over everything; what has not been written by then is only in memory. */
  flush(): void {
    for (const [day, pending] of this.days) if (pending.count > 0) this.write(day, pending);
    if (!this.rows.isEmpty) this.waiting.push(this.rows.take());
    for (const piece of this.waiting.splice(0)) this.lane.copy(STORED_KEYS, piece);
  }

  private write(day: number, pending: Pending): void {
    const { rows, context } = this;
    const used = pending.count * 8;
    if (!rows.hasRoomFor(ROW_BYTES + used * 2)) this.waiting.push(rows.take());
    rows.begin(6);
    rows.int(context.organizationId);
    rows.date(day);
    rows.int(context.batchId);
    rows.int(this.pieces);
    rows.raw(pending.keys.subarray(0, used));
    rows.raw(pending.contents.subarray(0, used));
    this.pieces += 1;
    pending.count = 0;
  }
}

function grow(pending: Pending): void {
  pending.keys = Buffer.concat([pending.keys], pending.keys.length * 2);
  pending.contents = Buffer.concat([pending.contents], pending.contents.length * 2);
}
