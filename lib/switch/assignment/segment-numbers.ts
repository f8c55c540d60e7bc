import type { Dimension, TagDimension } from "@/lib/spend/dimensions";
import { isTagDimension } from "@/lib/spend/dimensions";
import type { PieceRecords } from "../traffic/piece-records";

/** Numbers of the values that sets of tags have for one key, by the sets' numbers; 0 where a set has none. */
export type TagValueNumbers = ReadonlyMap<number, number>;

/** The number of each record's value of a dimension; 0 where it states none. `tagValues`: of the dimension's key, if it is a tag's. */
export function segmentNumbers(records: PieceRecords, by: Dimension, tagValues: TagValueNumbers): Int32Array {
  if (isTagDimension(by)) {
    return Int32Array.from(records.column("tagSet"), (set) => tagValues.get(set) ?? 0);
  }
  if (by === "user") return Int32Array.from(records.column("user"));
  const name = by as Exclude<Dimension, TagDimension | "user">;
  const numbers = Int32Array.from({ length: records.settings }, (_, setting) => records.nameOf(setting, name));
  return Int32Array.from(records.column("setting"), (setting) => numbers[setting] as number);
}
