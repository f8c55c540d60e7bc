import type { PieceRecords } from "./piece-records";

/** Records of a piece, by their places. */
export interface RowRange {
  from: number;
  to: number;
}

/** Records of a piece with `from <= timestamp < to` (microseconds since 1970). */
export function rowsBetween(piece: PieceRecords, from: number, to: number): RowRange {
  const times = piece.column("time");
  return { from: firstAt(times, from - piece.start), to: firstAt(times, to - piece.start) };
}

/** The place of the first value that is at least `limit`; values are ascending. */
export function firstAt(values: ArrayLike<number>, limit: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((values[middle] as number) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
