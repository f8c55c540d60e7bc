import type { PieceRecords } from "./piece-records";
import type { SizeBuckets } from "./size-buckets";
import type { SizeTable } from "./size-table";
import { workingIntegers } from "./working-arrays";

/**
 * A table of sizes with outputs in finer buckets. Most of its rows can be put there as they are, since none of a row's
 * requests is larger than the largest; the records of the others have to be told apart anew.
 */
export class FinerOutputs {
  /** For each bucket of the table the first of the finer ones in it. */
  private readonly firstOf: readonly number[];
  /** Buckets whose requests may be in several of the finer ones. */
  private readonly isOpen: Uint8Array;
  /** Whether aggregates may be. */
  private readonly areAggregatesOpen: boolean;

  /** `finer` has all edges of `usual`, by which the table is, and further ones. */
  constructor(
    private readonly table: SizeTable,
    private readonly usual: SizeBuckets,
    private readonly finer: SizeBuckets,
  ) {
    this.firstOf = Array.from({ length: usual.count }, (_, bucket) => finer.of(usual.startOf(bucket)));
    this.isOpen = new Uint8Array(usual.count);
    let areAggregatesOpen = false;
    for (let row = 0; row < table.rows; row += 1) {
      if (table.sizeOf(row) !== "output") continue;
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
      known.sizeOf(row) === "output" ? (firstOf[usual] as number) : usual;
    return known.withBuckets(
      (row) => bucket(row, known.leastOf(row)),
      (row) => bucket(row, known.mostOf(row)),
    );
  }

  /** Places of the records that have to be told apart anew. */
  placesOfOthers(records: PieceRecords): Int32Array {
    const { usual, isOpen, areAggregatesOpen } = this;
    const [output, requests] = [records.column("output"), records.column("requests")];
    const places = workingIntegers(records.rows);
    let count = 0;
    for (let at = 0; at < records.rows; at += 1) {
      places[count] = at;
      if (requests[at] === 2) count += isOpen[usual.ofTokens(output[at] as number)] as number;
      else if (areAggregatesOpen) count += 1;
    }
    return places.subarray(0, count);
  }

  private isCut(bucket: number): boolean {
    return (this.firstOf[bucket + 1] ?? this.finer.count) - (this.firstOf[bucket] as number) > 1;
  }

  private isRowOpen(row: number): boolean {
    const { table } = this;
    if (table.sizeOf(row) !== "output") return false;
    return table.kindOf(row) === "request" ? this.isOpen[table.leastOf(row)] === 1 : this.areAggregatesOpen;
  }
}
