import { KeyTable } from "../traffic/key-table";
import type { PieceRecords } from "../traffic/piece-records";
import { COST_DIGIT } from "../traffic/sums";

/** With more cells than this, sizes are told apart less finely. */
const MOST_CELLS = 1_000_000;

/** Words of a cell: what it is priced like, and its size in two parts. */
const CELL_WORDS = 3;
const SIZE_PART = 2 ** 31;

/** Costs are kept in digits below COST_DIGIT, and those above them: ends of the columns' names. */
export const LOWER = "Low";
export const UPPER = "Middle";

/** Columns of records that are summed as they are. */
const MEASURES = ["inputUncached", "cacheRead", "cacheWrite", "output", "reasoning"] as const;

/** Sums of records that are priced alike and have prompts of the same size, by columns. */
export class SizeCells {
  /** Sizes are multiples of this, rounded up: 1 unless there are too many. */
  step = 1;
  private keys = new KeyTable(CELL_WORDS);
  private readonly key = new Int32Array(CELL_WORDS);
  private columns = new Map<string, Float64Array>();

  constructor(private readonly mostCells = MOST_CELLS) {}

  get count(): number {
    return this.keys.size;
  }

  /** The number of the class of records a cell is of. */
  classOf(cell: number): number {
    return this.keys.word(cell, 0);
  }

  /** The size of a cell's prompts in tokens. */
  sizeOf(cell: number): number {
    return this.keys.word(cell, 1) + this.keys.word(cell, 2) * SIZE_PART;
  }

  /** Names of all columns there are. */
  get names(): string[] {
    return [...this.columns.keys()];
  }

  /** Adds records: `classes` has the number of each one's class, -1 where it is left out. */
  add(records: PieceRecords, classes: Int32Array, counts: Readonly<Record<string, Float64Array>>): void {
    const cells = this.cellsOf(records.prompts, classes);
    for (const [name, values] of Object.entries(counts)) this.addColumn(name, cells, values);
    for (const name of [...MEASURES, "costParts", "rangeParts", ...records.extras]) {
      if (records.constant(name) !== 0) this.addColumn(name, cells, records.column(name));
    }
    for (const name of ["cost", "range"]) {
      if (records.constant(name) !== 0) this.addDigits(name, cells, records.column(name));
    }
    while (this.count > this.mostCells) this.coarsen();
  }

  private cellsOf(prompts: Float64Array, classes: Int32Array): Int32Array {
    const cells = new Int32Array(classes.length).fill(-1);
    for (let at = 0; at < cells.length; at += 1) {
      const number = classes[at] as number;
      if (number >= 0) cells[at] = this.cellOf(number, Math.ceil((prompts[at] as number) / this.step) * this.step);
    }
    return cells;
  }

  private cellOf(number: number, size: number): number {
    this.key[0] = number;
    this.key[1] = size % SIZE_PART;
    this.key[2] = Math.floor(size / SIZE_PART);
    return this.keys.numberOf(this.key);
  }

  /** A column: values by cell. */
  column(name: string): Float64Array {
    const known = this.columns.get(name);
    if (known && known.length >= this.count) return known;
    const larger = new Float64Array(Math.max(1024, this.count * 2));
    if (known) larger.set(known);
    this.columns.set(name, larger);
    return larger;
  }

  private addColumn(name: string, cells: Int32Array, values: Float64Array): void {
    const into = this.column(name);
    for (let at = 0; at < cells.length; at += 1) {
      const cell = cells[at] as number;
      if (cell >= 0) into[cell] = (into[cell] as number) + (values[at] as number);
    }
  }

  private addDigits(name: string, cells: Int32Array, values: Float64Array): void {
    const [low, middle] = [this.column(name + LOWER), this.column(name + UPPER)];
    for (let at = 0; at < cells.length; at += 1) {
      const cell = cells[at] as number;
      if (cell >= 0) addCost(low, middle, cell, values[at] as number);
    }
  }

  private coarsen(): void {
    this.step *= 2;
    const before = this.keys;
    const columns = this.columns;
    this.keys = new KeyTable(CELL_WORDS);
    this.columns = new Map();
    const cells = Int32Array.from({ length: before.size }, (_, cell) => {
      const size = before.word(cell, 1) + before.word(cell, 2) * SIZE_PART;
      return this.cellOf(before.word(cell, 0), Math.ceil(size / this.step) * this.step);
    });
    for (const [name, values] of columns) {
      if (name.endsWith(LOWER) || name.endsWith(UPPER)) continue;
      this.addColumn(name, cells, values);
    }
    for (const name of ["cost", "range"]) {
      const [low, middle] = [columns.get(name + LOWER), columns.get(name + UPPER)];
      if (!low || !middle) continue;
      this.addDigits(name, cells, low);
      this.addColumn(name + UPPER, cells, middle);
    }
  }
}

/** Adds a cost below 2^53 to digits: their sums stay exact. */
function addCost(low: Float64Array, middle: Float64Array, at: number, cost: number): void {
  const digits = Math.floor(cost / COST_DIGIT);
  let rest = (low[at] as number) + cost - digits * COST_DIGIT;
  let upper = (middle[at] as number) + digits;
  if (rest >= COST_DIGIT) {
    rest -= COST_DIGIT;
    upper += 1;
  }
  low[at] = rest;
  middle[at] = upper;
}
