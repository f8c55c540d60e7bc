import type { Instant } from "@/lib/usage/instant";
import type { PieceRecords } from "../traffic/piece-records";
import type { ConditionCodes } from "../traffic/row-conditions";

/** The most segments that are looked at: those that cost most. The others stay. */
export const MOST_SEGMENTS = 100;

/** Records of a stretch within which names mean the same, each with the number of its segment. */
export interface SegmentedPart {
  /** An instant of the stretch. */
  at: Instant;
  /** End of the records' day, microseconds since 1970. */
  dayEnd: number;
  records: PieceRecords;
  segments: Int32Array;
}

/** Adds up what segments cost, to find those that cost most. */
export class SegmentCosts {
  private readonly costs = new Map<number, number>();

  add({ records, segments }: SegmentedPart): void {
    const [costs, parts] = [records.column("cost"), records.column("costParts")];
    const { prompts } = records;
    for (let at = 0; at < segments.length; at += 1) {
      const segment = segments[at] as number;
      // Of those without a price the larger ones.
      const cost = (parts[at] as number) * 2 ** 50 + (costs[at] as number) + (prompts[at] as number) * 2 ** -20;
      this.costs.set(segment, (this.costs.get(segment) ?? 0) + cost);
    }
  }

  get count(): number {
    return this.costs.size;
  }

  /** Numbers of those that cost most, the first most. */
  largest(most = MOST_SEGMENTS): number[] {
    return [...this.costs]
      .sort(([a, left], [b, right]) => right - left || a - b)
      .slice(0, most)
      .map(([segment]) => segment);
  }
}

/** Segments as outcomes that tables tell apart: the place of each among `numbers`, or "" for the others. */
export function segmentCodes(segments: Int32Array, places: ReadonlyMap<number, number>): ConditionCodes {
  const outcomes = [""];
  const codeOf = new Map<number, number>();
  for (const [number, place] of places) {
    codeOf.set(number, outcomes.length);
    outcomes.push(String(place));
  }
  return { codes: segments.map((segment) => codeOf.get(segment) ?? 0), outcomes };
}

/** The place that an outcome stands for; null for segments that are not looked at. */
export function placeOf(outcomes: string): number | null {
  return outcomes === "" ? null : Number(outcomes);
}
