const FULLEST = 0.6;
/** Bytes a slot takes while the day is loaded: two words of key and two of content, and whether it is taken. */
const SLOT_BYTES = 17;

interface Table {
  keys: Int32Array;
  contents: Int32Array;
  taken: Uint8Array;
}

/**
 * The stored records of one day: keys and prints of their contents, and which of them lines of the upload have confirmed.
 * What was read from the database can be dropped and read again; what was confirmed stays.
 */
export class StoredDay {
  loads = 0;
  confirmedCount = 0;
  private table: Table | null = null;
  private readonly slots: number;
  private readonly confirmed: Uint8Array;

  constructor(count: number) {
    this.slots = 2 ** Math.max(4, Math.ceil(Math.log2(count / FULLEST + 1)));
    this.confirmed = new Uint8Array(this.slots / 8);
  }

  get isLoaded(): boolean {
    return this.table !== null;
  }

  /** Memory that dropping the day sets free. */
  get bytes(): number {
    return this.table ? this.slots * SLOT_BYTES : 0;
  }

  /** Takes in what stands in stored_keys: the same rows in the same order every time, so that every key has its place. */
  load(rows: readonly { keys: Buffer; contents: Buffer }[]): void {
    const { slots } = this;
    this.table = { keys: new Int32Array(slots * 2), contents: new Int32Array(slots * 2), taken: new Uint8Array(slots) };
    this.loads += 1;
    for (const { keys, contents } of rows) add(this.table, keys, contents);
  }

  drop(): void {
    this.table = null;
  }

  /** The place of a key (its first two words); -1 when it is not stored under this day. */
  find(first: number, second: number): number {
    if (!this.table) return -1;
    const slot = slotOf(this.table, first, second);
    return this.table.taken[slot] ? slot : -1;
  }

  /** Whether the record at a place has this content. Its content may not be known: then no. */
  says(place: number, high: number, low: number): boolean {
    return this.table !== null && isContent(this.table, place, high, low) && (high !== 0 || low !== 0);
  }

  isConfirmed(place: number): boolean {
    return ((this.confirmed[place >> 3] as number) & (1 << (place & 7))) !== 0;
  }

  /** Notes that a line said what is stored at a place. */
  confirm(place: number): void {
    if (this.isConfirmed(place)) return;
    this.confirmed[place >> 3] = (this.confirmed[place >> 3] as number) | (1 << (place & 7));
    this.confirmedCount += 1;
  }

  /** Takes that back. */
  release(place: number): void {
    this.confirmed[place >> 3] = (this.confirmed[place >> 3] as number) & ~(1 << (place & 7));
    this.confirmedCount -= 1;
  }

  /** The keys (their first two words, one after another) of all records that were confirmed. */
  confirmedKeys(): number[] {
    const keys: number[] = [];
    if (!this.table) return keys;
    for (let place = 0; place < this.slots; place += 1) {
      if (this.isConfirmed(place))
        keys.push(this.table.keys[place * 2] as number, this.table.keys[place * 2 + 1] as number);
    }
    return keys;
  }
}

/** Adds keys and prints. A key that comes with two contents has none that is known. */
function add(table: Table, keys: Buffer, contents: Buffer): void {
  for (let at = 0; at < keys.length; at += 8) {
    const [first, second] = [keys.readInt32BE(at), keys.readInt32BE(at + 4)];
    const [high, low] = [contents.readInt32BE(at), contents.readInt32BE(at + 4)];
    const slot = slotOf(table, first, second);
    if (!table.taken[slot]) {
      table.taken[slot] = 1;
      table.keys[slot * 2] = first;
      table.keys[slot * 2 + 1] = second;
      table.contents[slot * 2] = high;
      table.contents[slot * 2 + 1] = low;
    } else if (!isContent(table, slot, high, low)) {
      table.contents[slot * 2] = 0;
      table.contents[slot * 2 + 1] = 0;
    }
  }
}

function isContent({ contents }: Table, slot: number, high: number, low: number): boolean {
  return contents[slot * 2] === high && contents[slot * 2 + 1] === low;
}

function slotOf({ keys, taken }: Table, first: number, second: number): number {
  const mask = taken.length - 1;
  let slot = first & mask;
  while (taken[slot] && (keys[slot * 2] !== first || keys[slot * 2 + 1] !== second)) slot = (slot + 1) & mask;
  return slot;
}
