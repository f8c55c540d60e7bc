import type { PieceRecords } from "./piece-records";
import type { SizeBuckets } from "./size-buckets";
import { SIZES, type Size, type SizeShape, type SizeTable } from "./size-table";
import { sizesOf } from "./tabulate-sizes";
import { workingIntegers } from "./working-arrays";

/** The sizes that one shape tells apart more finely than another. */
export function finerSizes(usual: SizeShape, finer: SizeShape): Size[] {
  return SIZES.filter((size) => finer[size] !== usual[size]);
}

/**
 * A table of sizes with one of them in finer buckets. Most of its rows can be put there as they are, since none of a
 * row's requests is larger than the largest; the records of the others have to be told apart anew.
 */
export class FinerSize {
  /** For each bucket of the table the first of the finer ones in it. */
  private readonly firstOf: readonly number[];
  /** Buckets whose requests may be in several of the finer ones. */
  private readonly isOpen: Uint8Array;
  /** Whether aggregates may be. */
  private readonly areAggregatesOpen: boolean;

  private readonly usual: SizeBuckets;
  private readonly finer: SizeBuckets;

  /** A size has all the edges in `finerShape` that it has in `usualShape`, by which the table is, and further ones. */
  constructor(
    private readonly table: SizeTable,
    private readonly size: Size,
    usualShape: SizeShape,
    finerShape: SizeShape,
  ) {
    const [usual, finer] = [usualShape[size], finerShape[size]];
    this.usual = usual;
    this.finer = finer;
    this.firstOf = Array.from({ length: usual.count }, (_, bucket) => finer.of(usual.startOf(bucket)));
    this.isOpen = new Uint8Array(usual.count);
    let areAggregatesOpen = false;
    for (let row = 0; row < table.rows; row += 1) {
      if (table.sizeOf(row) !== size) continue;
      const [least, most] = [table.leastOf(row), table.mostOf(row)];
      if (table.kindOf(row) !== "request") areAggregatesOpen ||= this.isCut(least) || this.isCut(most);
      else if (finer.ofTokens(table.largest[row] as number) !== this.firstOf[least]) this.isOpen[least] = 1;
    }
    this.areAggregatesOpen = areAggregatesOpen;
  }

  /** Whether the table is not enough. */
  get needsRecords(): boolean {
    return this.areAggregatesOpen || this.isOpen.includes(1);
  }

  /** What can be put into finer buckets as it is. */
  known(): SizeTable {
    const { table, firstOf } = this;
    const known = this.needsRecords ? table.only((row) => !this.isRowOpen(row)) : table;
    const bucket = (row: number, usual: number) =>
      known.sizeOf(row) === this.size ? (firstOf[usual] as number) : usual;
    return known.withBuckets(
      (row) => bucket(row, known.leastOf(row)),
      (row) => bucket(row, known.mostOf(row)),
    );
  }

  /** Places of the records that have to be told apart anew. */
  placesOfOthers(records: PieceRecords): Int32Array {
    const { usual, isOpen, areAggregatesOpen } = this;
    const [sizes, requests] = [sizesOf(records, this.size), records.column("requests")];
    const places = workingIntegers(records.rows);
    let count = 0;
    for (let at = 0; at < records.rows; at += 1) {
      places[count] = at;
      if (requests[at] === 2) count += isOpen[usual.ofTokens(sizes[at] as number)] as number;
      else if (areAggregatesOpen) count += 1;
    }
    return places.subarray(0, count);
  }

  private isCut(bucket: number): boolean {
    return (this.firstOf[bucket + 1] ?? this.finer.count) - (this.firstOf[bucket] as number) > 1;
  }

  private isRowOpen(row: number): boolean {
    const { table } = this;
    if (table.sizeOf(row) !== this.size) return false;
    return table.kindOf(row) === "request" ? this.isOpen[table.leastOf(row)] === 1 : this.areAggregatesOpen;
  }
}
