import { endianness } from "node:os";

const FIRST_SLOTS = 2 ** 18;
const GROWTH = 2;
/** Slots of a further table at most. */
const MOST_SLOTS = 2 ** 24;
const FULLEST = 0.7;
/** Keys that come together are added part of a table by part: one stays in the processor's cache meanwhile. */
const PARTS = 2 ** 8;

/**
 * A set of keys that may take a key for one it holds (about once in 10,000 for each of its tables), but never misses one it
 * holds. Keeps 16 bits a key, so that tens of millions fit. Grows by further tables up to 32 MB, each at least twice the one
 * before and large enough for keys that come together: of many keys little is free.
 */
export class SeenKeys {
  private readonly tables: Uint16Array[] = [];
  private free = 0;

  /** `expected`: how many keys will come at least; they share one table. */
  constructor(private readonly expected = 0) {}

  /** Memory that so many keys take when they are expected. */
  static bytesFor(expected: number): number {
    return slotsFor(expected) * Uint16Array.BYTES_PER_ELEMENT;
  }

  /** Memory it takes. */
  get bytes(): number {
    return this.tables.reduce((sum, table) => sum + table.byteLength, 0);
  }

  /** How many tables may have to be looked through for a key. */
  get tableCount(): number {
    return this.tables.length;
  }

  /** Whether the key (its first two words) is, or may be, among those added. */
  has(first: number, second: number): boolean {
    const print = printOf(second);
    for (let index = 0; index < this.tables.length; index += 1) {
      const table = this.tables[index] as Uint16Array;
      if (table[slotOf(table, first, print)] === print) return true;
    }
    return false;
  }

  add(first: number, second: number): void {
    const table = this.openTable();
    const print = printOf(second);
    const slot = slotOf(table, first, print);
    if (table[slot] === print) return;
    table[slot] = print;
    this.free -= 1;
  }

  /** Adds keys of 8 bytes each: millions of them in a quarter of the time that one after another takes, as memory is not gone through at random. */
  addPacked(pieces: readonly Buffer[]): void {
    const words = wordsOf(pieces);
    for (let at = 0; at < words.length; ) {
      const table = this.openTable((words.length - at) / 2);
      // No more than it has room for: those of its first parts would crowd there, each looking through all of them.
      const next = words.subarray(at, at + Math.floor(this.free) * 2);
      this.addInOrder(inOrderOfParts(next, table.length));
      at += next.length;
    }
  }

  private addInOrder(words: Int32Array): void {
    for (let at = 0; at < words.length; at += 2) this.add(words[at] as number, words[at + 1] as number);
  }

  /** The table that has room; a further one for so many keys, if it can be. */
  private openTable(coming = 1): Uint16Array {
    if (this.free < 1) {
      const [last] = this.tables;
      const slots = last
        ? Math.min(Math.max(last.length * GROWTH, slotsFor(coming)), MOST_SLOTS)
        : slotsFor(Math.max(this.expected, coming));
      this.tables.unshift(new Uint16Array(slots));
      this.free = slots * FULLEST;
    }
    return this.tables[0] as Uint16Array;
  }
}

function slotsFor(expected: number): number {
  return Math.max(FIRST_SLOTS, 2 ** Math.ceil(Math.log2(expected / FULLEST + 1)));
}

/** The words of all keys, those first that belong into the first part of a table of so many slots. */
function inOrderOfParts(words: Int32Array, slots: number): Int32Array {
  const mask = slots - 1;
  const shift = Math.log2(slots / PARTS);
  const places = new Int32Array(PARTS + 1);
  for (let at = 0; at < words.length; at += 2) {
    const next = (((words[at] as number) & mask) >>> shift) + 1;
    places[next] = (places[next] as number) + 2;
  }
  for (let part = 1; part < PARTS; part += 1) places[part] = (places[part] as number) + (places[part - 1] as number);
  const ordered = new Int32Array(words.length);
  for (let at = 0; at < words.length; at += 2) {
    const first = words[at] as number;
    const part = (first & mask) >>> shift;
    const place = places[part] as number;
    ordered[place] = first;
    ordered[place + 1] = words[at + 1] as number;
    places[part] = place + 2;
  }
  return ordered;
}

/** Big-endian words as numbers. */
function wordsOf(pieces: readonly Buffer[]): Int32Array {
  const bytes = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  if (endianness() === "LE") Buffer.from(bytes.buffer).swap32();
  return new Int32Array(bytes.buffer);
}

/** 16 bits of the key, not 0, which marks a free slot. */
function printOf(second: number): number {
  return second & 0xffff || 1;
}

/** Where the print stands, or the free slot where it would. */
function slotOf(table: Uint16Array, first: number, print: number): number {
  const mask = table.length - 1;
  let slot = first & mask;
  while (table[slot] !== 0 && table[slot] !== print) slot = (slot + 1) & mask;
  return slot;
}
