const FULLEST = 0.6;
/** Bytes a slot takes: two words of key, two of content, a line, and whether it is taken. */
const SLOT_BYTES = 21;

/** The stored records of one day: keys, prints of their contents, and which of them a line of the upload has confirmed. */
export class StoredDay {
  private readonly keys: Int32Array;
  private readonly contents: Int32Array;
  private readonly lines: Int32Array;
  private readonly taken: Uint8Array;
  private readonly mask: number;
  readonly bytes: number;

  constructor(count: number) {
    const slots = 2 ** Math.max(4, Math.ceil(Math.log2(count / FULLEST + 1)));
    this.keys = new Int32Array(slots * 2);
    this.contents = new Int32Array(slots * 2);
    this.lines = new Int32Array(slots);
    this.taken = new Uint8Array(slots);
    this.mask = slots - 1;
    this.bytes = slots * SLOT_BYTES;
  }

  /** Adds keys and prints as they stand in stored_keys. A key that comes with two contents has none that is known. */
  add(keys: Buffer, contents: Buffer): void {
    for (let at = 0; at < keys.length; at += 8) {
      const slot = this.slotOf(keys.readInt32BE(at), keys.readInt32BE(at + 4));
      const high = contents.readInt32BE(at);
      const low = contents.readInt32BE(at + 4);
      if (!this.taken[slot]) {
        this.taken[slot] = 1;
        this.keys[slot * 2] = keys.readInt32BE(at);
        this.keys[slot * 2 + 1] = keys.readInt32BE(at + 4);
        this.contents[slot * 2] = high;
        this.contents[slot * 2 + 1] = low;
      } else if (!this.says(slot, high, low)) {
        this.contents[slot * 2] = 0;
        this.contents[slot * 2 + 1] = 0;
      }
    }
  }

  /** The place of a key (its first two words); -1 when it is not stored under this day. */
  find(first: number, second: number): number {
    const slot = this.slotOf(first, second);
    return this.taken[slot] ? slot : -1;
  }

  /** Whether the record at a place has this content. Its content may not be known: then no. */
  says(place: number, high: number, low: number): boolean {
    return this.contents[place * 2] === high && this.contents[place * 2 + 1] === low && (high !== 0 || low !== 0);
  }

  /** The line that confirmed the record at a place; 0 when none did. */
  confirmedBy(place: number): number {
    return this.lines[place] as number;
  }

  /** Notes which line said what is stored, or (0) that none counts as having done so. */
  confirm(place: number, line: number): void {
    this.lines[place] = line;
  }

  private slotOf(first: number, second: number): number {
    let slot = first & this.mask;
    while (this.taken[slot] && (this.keys[slot * 2] !== first || this.keys[slot * 2 + 1] !== second))
      slot = (slot + 1) & this.mask;
    return slot;
  }
}
