import { from, type Position } from "../size-edges";

/** Sizes up to this are looked up in a table. */
const LOOKED_UP = 2 ** 17;

/** Numbers of the buckets between edges: 0 below the first, counted from 1 for the first edge at or below a size. */
export class SizeBuckets {
  private readonly table: Uint16Array | null;

  /** `edges` ascending, each once. */
  constructor(readonly edges: readonly Position[]) {
    this.table = edges.length > 3 ? tableOf(edges) : null;
  }

  /** How many buckets there are. */
  get count(): number {
    return this.edges.length + 1;
  }

  /** The bucket of a size that is a whole number of tokens. */
  ofTokens(tokens: number): number {
    return this.table && tokens < LOOKED_UP ? (this.table[tokens] as number) : this.of(from(tokens));
  }

  /** The bucket of a position. */
  of(position: Position): number {
    let low = 0;
    let high = this.edges.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.edges[middle] as number) <= position) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Where a bucket begins; 0 for the lowest. */
  startOf(bucket: number): Position {
    return this.edges[bucket - 1] ?? 0;
  }
}

function tableOf(edges: readonly Position[]): Uint16Array {
  const table = new Uint16Array(LOOKED_UP);
  let bucket = 0;
  for (let tokens = 0; tokens < LOOKED_UP; tokens += 1) {
    while (bucket < edges.length && (edges[bucket] as number) <= from(tokens)) bucket += 1;
    table[tokens] = bucket;
  }
  return table;
}

/** The least that the largest request of a record can be: of an aggregate its mean, of an uncounted one nothing. */
export function leastPosition(size: number, stated: number): Position {
  const requests = stated - 1;
  if (requests === 1) return from(size);
  if (requests <= 0) return 0;
  return 2 * Math.floor(size / requests) + (size % requests === 0 ? 0 : 1);
}
