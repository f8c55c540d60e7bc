import type { PreparedRecord } from "../rows/record-row";

/**
 * Sums of an entry, in the order of the rollups' columns: records, requests, five of tokens, cost (two numbers, see
 * `addCost`), unpriced requests and their tokens.
 */
export const SUMS = 11;
/** Where the cost begins. */
export const COST_LOW = 7;

/** Counts of a record that is summed here are below this, and at most MOST_RECORDS are: every sum stays exact. */
const SMALL_COUNT = 2 ** 29;
const MOST_RECORDS = 2 ** 21;
/** Cost is summed in units of this and the rest below. */
export const COST_UNIT = 2 ** 52;

/** Whether a record's figures are small enough, and its cost exact, so that `RollupSums` may add it. */
export function isSummable({ item, price }: PreparedRecord): boolean {
  const { requests, tokens } = item.record;
  return (
    typeof price.cost !== "bigint" &&
    price.costHigh === null &&
    (requests === null || requests < SMALL_COUNT) &&
    tokens.input < SMALL_COUNT &&
    tokens.output < SMALL_COUNT
  );
}

/** One grain's sums of an upload's records, by keys of a fixed number of words. */
export class RollupSums {
  private slots = new Int32Array(2 ** 10).fill(-1);
  private entryKeys: Int32Array;
  private entrySums = new Float64Array(2 ** 9 * SUMS);
  size = 0;
  private records = 0;

  constructor(readonly keyWords: number) {
    this.entryKeys = new Int32Array(2 ** 9 * keyWords);
  }

  /** Whether the sums have to be taken out before more is added. */
  get isFull(): boolean {
    return this.records >= MOST_RECORDS;
  }

  /** Adds a record to the entry of this key, which `isSummable` has let through. */
  add(key: Int32Array, prepared: PreparedRecord): void {
    this.records += 1;
    const at = this.entryOf(key) * SUMS;
    const sums = this.entrySums;
    const { requests, tokens } = prepared.item.record;
    const { cost } = prepared.price;
    sums[at] = (sums[at] as number) + 1;
    sums[at + 1] = (sums[at + 1] as number) + (requests ?? 0);
    sums[at + 2] = (sums[at + 2] as number) + (tokens.input - tokens.cacheRead - tokens.cacheWrite);
    sums[at + 3] = (sums[at + 3] as number) + tokens.cacheRead;
    sums[at + 4] = (sums[at + 4] as number) + tokens.cacheWrite;
    sums[at + 5] = (sums[at + 5] as number) + tokens.output;
    sums[at + 6] = (sums[at + 6] as number) + tokens.reasoning;
    if (cost === null) {
      sums[at + 9] = (sums[at + 9] as number) + (requests ?? 0);
      sums[at + 10] = (sums[at + 10] as number) + tokens.input + tokens.output;
    } else addCost(sums, at + COST_LOW, cost as number);
  }

  /** Adds what an entry of other sums holds to the entry of this key. */
  addSums(key: Int32Array, from: RollupSums, entry: number): void {
    const sumsFrom = from.entrySums;
    const fromAt = entry * SUMS;
    this.records += sumsFrom[fromAt] as number;
    const at = this.entryOf(key) * SUMS;
    const sums = this.entrySums;
    for (let index = 0; index < SUMS; index += 1) {
      // Of the cost's two numbers the higher is plain, the lower carries into it.
      if (index !== COST_LOW) sums[at + index] = (sums[at + index] as number) + (sumsFrom[fromAt + index] as number);
    }
    addCost(sums, at + COST_LOW, sumsFrom[fromAt + COST_LOW] as number);
  }

  /** The keys of all entries, one after another. */
  get keys(): Int32Array {
    return this.entryKeys;
  }

  /** The sums of all entries, one after another. */
  get sums(): Float64Array {
    return this.entrySums;
  }

  private entryOf(key: Int32Array): number {
    const mask = this.slots.length - 1;
    let slot = hashOf(key) & mask;
    for (;;) {
      const entry = this.slots[slot] as number;
      if (entry < 0) break;
      if (this.isKeyOf(entry, key)) return entry;
      slot = (slot + 1) & mask;
    }
    const entry = this.size;
    this.size += 1;
    this.slots[slot] = entry;
    this.entryKeys.set(key, entry * this.keyWords);
    if (this.size * 2 > this.slots.length - 1) this.grow();
    return entry;
  }

  private isKeyOf(entry: number, key: Int32Array): boolean {
    const { entryKeys, keyWords } = this;
    const at = entry * keyWords;
    for (let word = 0; word < keyWords; word += 1) if (entryKeys[at + word] !== key[word]) return false;
    return true;
  }

  private grow(): void {
    const keys = new Int32Array(this.entryKeys.length * 2);
    keys.set(this.entryKeys);
    this.entryKeys = keys;
    const sums = new Float64Array(this.entrySums.length * 2);
    sums.set(this.entrySums);
    this.entrySums = sums;
    const mask = this.slots.length * 2 - 1;
    this.slots = new Int32Array(mask + 1).fill(-1);
    for (let entry = 0; entry < this.size; entry += 1) {
      let slot = hashOf(keys.subarray(entry * this.keyWords, (entry + 1) * this.keyWords)) & mask;
      while ((this.slots[slot] as number) >= 0) slot = (slot + 1) & mask;
      this.slots[slot] = entry;
    }
  }
}

/** Adds femto-USD to a sum of two numbers: the rest below COST_UNIT, and after it how many whole units. Both stay exact. */
function addCost(sums: Float64Array, at: number, cost: number): void {
  let rest = cost;
  let units = 0;
  if (rest >= COST_UNIT) {
    rest -= COST_UNIT;
    units += 1;
  }
  rest += sums[at] as number;
  if (rest >= COST_UNIT) {
    rest -= COST_UNIT;
    units += 1;
  }
  sums[at] = rest;
  if (units > 0) sums[at + 1] = (sums[at + 1] as number) + units;
}

function hashOf(key: Int32Array): number {
  let hash = 0;
  for (let word = 0; word < key.length; word += 1) {
    hash = Math.imul(hash ^ (key[word] as number), 0x9e3779b1);
    hash ^= hash >>> 15;
  }
  return hash;
}
