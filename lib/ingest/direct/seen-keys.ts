const FIRST_SLOTS = 2 ** 18;
const GROWTH = 2;
const FULLEST = 0.7;

/**
 * A set of keys that may take a key for one it holds (about once in 10,000 for each of its tables), but never misses one it
 * holds. Keeps 16 bits a key, so that tens of millions fit. Grows by further tables, each twice the one before: at most half
 * of all is free.
 */
export class SeenKeys {
  private readonly tables: Uint16Array[] = [];
  private free = 0;

  /** Memory it takes. */
  get bytes(): number {
    return this.tables.reduce((sum, table) => sum + table.byteLength, 0);
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
    if (this.free < 1) this.grow();
    const table = this.tables[0] as Uint16Array;
    const print = printOf(second);
    const slot = slotOf(table, first, print);
    if (table[slot] === print) return;
    table[slot] = print;
    this.free -= 1;
  }

  private grow(): void {
    const slots = this.tables[0] ? this.tables[0].length * GROWTH : FIRST_SLOTS;
    this.tables.unshift(new Uint16Array(slots));
    this.free = slots * FULLEST;
  }
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
