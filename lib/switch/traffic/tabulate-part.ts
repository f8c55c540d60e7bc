import { spansOfDay, type TrafficShape } from "../traffic-shape";
import type { CostShape, CostTable } from "./cost-table";
import { FinerSize, finerSizes } from "./finer-size";
import { type MinuteTable, tabulateMinutes } from "./minute-table";
import { type PieceRecords, SelectedRecords } from "./piece-records";
import {
  type ConditionCodes,
  conditionCodes,
  type HourOfQuarter,
  type Outcomes,
  outcomeOf,
  type RowCondition,
} from "./row-conditions";
import { rowsBetween } from "./row-range";
import type { SizeTable } from "./size-table";
import { tabulateCosts } from "./tabulate-costs";
import { tabulateSizes } from "./tabulate-sizes";
import { workingIntegers } from "./working-arrays";

/** What tables are made for. */
export interface PartShape {
  shape: TrafficShape;
  conditions: readonly RowCondition[];
  /** Which condition says what is in the question's scope; null: all is. */
  scopeCondition: number | null;
  /** Which conditions the moves have; null: none. */
  moveConditions: readonly (number | null)[];
}

/** Which records a table is of: all, those in the question's scope, or those of them that moves may be about. */
export type Selection = "all" | "scope" | "moved";

/** The tables of a stretch of traffic, each with the records it is of. */
export const PART_TABLES = {
  scope: "scope",
  costs: "moved",
  ranking: "moved",
  usualSizes: "moved",
  sizes: "moved",
  // What runs on a model fills its limits, whoever runs it.
  allMinutes: "all",
  minutes: "moved",
} as const satisfies Record<string, Selection>;
export type PartKind = keyof typeof PART_TABLES;

/** Tables by kind. */
export interface PartTables {
  scope: CostTable;
  costs: CostTable;
  ranking: CostTable | null;
  /** By the sizes that every question tells apart. */
  usualSizes: SizeTable;
  sizes: SizeTable;
  allMinutes: MinuteTable;
  minutes: MinuteTable;
}

/** What a selection depends on, beside the shape; the same text where it selects (and tells apart) the same. */
export function selectionKey(
  selection: Selection,
  { conditions, scopeCondition, moveConditions }: Omit<PartShape, "shape">,
): string {
  const scope = scopeCondition === null ? null : conditions[scopeCondition];
  if (selection === "all") return "";
  if (selection === "scope" || moveConditions.every((condition) => condition === null)) return JSON.stringify(scope);
  return JSON.stringify([scope, conditions, [...new Set(moveConditions)].sort()]);
}

/** Some records of a piece, and outcomes of conditions for each; null where none tells them apart. */
export interface CodedRecords {
  records: PieceRecords;
  codes: ConditionCodes | null;
}

/** Makes the tables of records of a piece between two instants, one kind at a time. */
export class PartTabulator {
  private readonly selected = new Map<Selection, CodedRecords>();
  private codes: ConditionCodes | null | undefined;
  private madeSizes: SizeTable | null = null;

  constructor(
    private readonly piece: PieceRecords,
    private readonly part: PartShape,
    private readonly time: { from: number; to: number; dayEnd: number; hourOfQuarter: HourOfQuarter },
  ) {}

  /** `usualSizes`: the table of that kind, where it is known. */
  make(kind: PartKind, usualSizes?: SizeTable): CostTable | SizeTable | MinuteTable {
    const { shape } = this.part;
    if (kind === "sizes") return this.finerSizes(usualSizes ?? this.usualSizes());
    if (kind === "usualSizes") return this.usualSizes();
    const { records, codes } = this.select(PART_TABLES[kind]);
    switch (kind) {
      case "scope":
      case "costs":
        return this.costs(shape.costs, records, codes);
      case "ranking":
        return this.costs(shape.ranking as CostShape, records, codes);
      case "allMinutes":
      case "minutes":
        return tabulateMinutes(records, shape.long, codes);
    }
  }

  private costs(shape: CostShape, records: PieceRecords, codes: ConditionCodes | null): CostTable {
    return tabulateCosts(
      records,
      { ...shape, spans: spansOfDay(shape.spans, this.piece.start, this.time.dayEnd) },
      codes,
    );
  }

  private usualSizes(): SizeTable {
    if (!this.madeSizes) {
      const { records, codes } = this.select(PART_TABLES.usualSizes);
      this.madeSizes = tabulateSizes(records, this.part.shape.usualSizes, codes);
    }
    return this.madeSizes;
  }

  private finerSizes(usual: SizeTable): SizeTable {
    const { sizes, usualSizes } = this.part.shape;
    return finerSizes(usualSizes, sizes).reduce((table, size) => {
      const finer = new FinerSize(table, size, usualSizes, sizes);
      if (!finer.needsRecords) return finer.known();
      const others = new SelectedRecords(this.piece, finer.placesOfOthers(this.piece));
      const { records, codes } = new PartTabulator(others, this.part, this.time).select(PART_TABLES.sizes);
      return finer.known().and(tabulateSizes(records, sizes, codes, [size]));
    }, usual);
  }

  /** The records of a selection themselves. */
  select(asked: Selection): CodedRecords {
    const areLimited = this.part.moveConditions.some((condition) => condition !== null);
    const selection = asked === "moved" && !areLimited ? "scope" : asked;
    let selected = this.selected.get(selection);
    if (!selected) {
      selected = this.selectAnew(selection);
      this.selected.set(selection, selected);
    }
    return selected;
  }

  private selectAnew(selection: Selection): CodedRecords {
    const { from, to } = rowsBetween(this.piece, this.time.from, this.time.to);
    const isSelected = selection === "moved" || (selection === "scope" && this.part.scopeCondition !== null);
    const codes = isSelected ? this.allCodes() : null;
    const wanted = codes && Uint8Array.from(codes.outcomes, (one) => Number(this.isWanted(selection, one)));
    if (from === 0 && to === this.piece.rows && !wanted?.includes(0)) {
      return { records: this.piece, codes: selection === "moved" ? codes : null };
    }
    const some = wanted ? placesOf(codes.codes, wanted, from, to) : placesBetween(from, to);
    const records = new SelectedRecords(this.piece, some);
    if (!codes || selection !== "moved") return { records, codes: null };
    return { records, codes: { codes: codesAt(codes.codes, some), outcomes: codes.outcomes } };
  }

  private isWanted(selection: Selection, outcomes: Outcomes): boolean {
    const { scopeCondition, moveConditions } = this.part;
    if (scopeCondition !== null && outcomeOf(outcomes, scopeCondition) !== "in") return false;
    if (selection === "scope") return true;
    return moveConditions.some((condition) => condition === null || outcomeOf(outcomes, condition) !== "out");
  }

  private allCodes(): ConditionCodes | null {
    if (this.codes === undefined) {
      this.codes = conditionCodes(this.piece, this.part.conditions, this.time.hourOfQuarter);
    }
    return this.codes;
  }
}

function codesAt(codes: Int32Array, places: Int32Array): Int32Array {
  const some = workingIntegers(places.length);
  for (let at = 0; at < some.length; at += 1) some[at] = codes[places[at] as number] as number;
  return some;
}

/** Places of the records between two whose code is wanted. */
function placesOf(codes: Int32Array, wanted: Uint8Array, from: number, to: number): Int32Array {
  const places = workingIntegers(to - from);
  let count = 0;
  for (let row = from; row < to; row += 1) {
    // Written over by the next where it is not wanted: that is quicker than to decide.
    places[count] = row;
    count += wanted[codes[row] as number] as number;
  }
  return places.subarray(0, count);
}

function placesBetween(from: number, to: number): Int32Array {
  const places = workingIntegers(to - from);
  for (let row = from; row < to; row += 1) places[row - from] = row;
  return places;
}
