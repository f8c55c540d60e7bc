import { above } from "../size-edges";
import {
  COST_GROUP_WORDS,
  COST_KIND_WORDS,
  COST_MEASURES,
  COST_NAMES,
  COST_ROW_WORDS,
  type CostMeasure,
  type CostShape,
  CostTable,
  PRICED,
} from "./cost-table";
import { KeyTable } from "./key-table";
import { NumberMemo } from "./number-memo";
import type { PieceRecords } from "./piece-records";
import { RECORD_KINDS, recordKind } from "./record-kind";
import type { ConditionCodes } from "./row-conditions";
import { SettingGroups } from "./setting-groups";
import { leastPosition } from "./size-buckets";
import { countByGroup, SMALL_COUNT, sumByGroup, sumCosts, sumRequests } from "./sums";
import { COMMON_CLASSES, TokenClasses } from "./token-classes";
import { workingIntegers } from "./working-arrays";

/** Tabulates records of a piece, with the outcomes of conditions for each. */
export function tabulateCosts(records: PieceRecords, shape: CostShape, codes: ConditionCodes | null): CostTable {
  return numberedCosts(records, shape, codes).table;
}

/** The same, and in which row of the table each record is. */
export function numberedCosts(
  records: PieceRecords,
  shape: CostShape,
  codes: ConditionCodes | null,
): { table: CostTable; rowOf: Int32Array } {
  const numbering = new CostRows(records, shape, codes?.codes ?? null);
  const groupOf = numbering.rowsOf();
  const grouping = { groupOf, groups: numbering.rows.size };
  const sum = (name: string) => sumByGroup(grouping, records, name);
  const sums = Object.fromEntries(
    COST_MEASURES.map((name) => [name, name === "records" ? countByGroup(grouping) : sum(name)]),
  ) as Record<CostMeasure, Float64Array>;
  sums.requests = sumRequests(grouping, records);
  const table = new CostTable(
    grouping.groups,
    shape.spans.starts,
    numbering.groups.keys(),
    codes?.outcomes ?? [],
    numbering.kinds.keys(),
    numbering.rows.keys(),
    numbering.classes.names,
    sums,
    sumCosts(grouping, records, "cost"),
    sumCosts(grouping, records, "range"),
    new Map(records.extras.map((name) => [name, sum(name)])),
  );
  return { table, rowOf: groupOf };
}

/** The span an instant lies in. */
export function spanAt(spans: Float64Array, time: number): number {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[middle] as number) <= time) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, low - 1);
}

/** Numbers the rows of a table that records belong to. */
class CostRows {
  readonly rows = new KeyTable(COST_ROW_WORDS);
  readonly kinds = new KeyTable(COST_KIND_WORDS);
  readonly groups: SettingGroups;
  readonly classes: TokenClasses;
  private readonly classesOf: Int32Array;
  private readonly kind = new Int32Array(COST_KIND_WORDS);
  private readonly key = new Int32Array(COST_ROW_WORDS);
  private readonly times: Float64Array;
  private readonly durations: Float64Array;
  private readonly settings: Float64Array;
  private readonly requests: Float64Array;
  private readonly prompts: Float64Array;
  private readonly output: Float64Array;
  private readonly costParts: Float64Array;
  /** Records that are too large to be summed as numbers, or have several prices, stand alone. */
  private alone = 0;

  constructor(
    private readonly piece: PieceRecords,
    private readonly shape: CostShape,
    private readonly codes: Int32Array | null,
  ) {
    const kept = COST_NAMES.map((name) => (shape.names.includes(name) ? piece.numbersOf(name) : null));
    this.groups = new SettingGroups(piece.settings, COST_GROUP_WORDS, (setting, group) => {
      for (let place = 0; place < kept.length; place += 1) {
        group[place] = kept[place]?.[setting] ?? 0;
      }
      group[PRICED] = piece.pricedStateOf(setting);
    });
    this.classes = new TokenClasses(piece);
    this.classesOf = this.classes.ofAll();
    this.times = piece.column("time");
    this.durations = piece.column("duration");
    this.settings = piece.column("setting");
    this.requests = piece.column("requests");
    this.prompts = piece.prompts;
    this.output = piece.column("output");
    this.costParts = piece.column("costParts");
  }

  /** The number of each record's row. */
  rowsOf(): Int32Array {
    const rowOf = workingIntegers(this.piece.rows);
    const spans = this.shape.spans.starts;
    const { start } = this.piece;
    let at = 0;
    while (at < rowOf.length) {
      const span = spanAt(spans, start + (this.times[at] as number));
      const end = (spans[span + 1] ?? Number.POSITIVE_INFINITY) - start;
      at = this.numberSpan(rowOf, span, at, end);
    }
    return rowOf;
  }

  /** Numbers records up to a span's end; answers the place of the first one after it. */
  private numberSpan(rowOf: Int32Array, span: number, from: number, end: number): number {
    const { codes, times, settings, requests, prompts, output, costParts, classesOf, groups } = this;
    const { contexts } = this.shape;
    // Requests in common classes, the many, are told apart by small numbers.
    const memo = new NumberMemo(2 ** 14);
    let at = from;
    for (; at < rowOf.length && (times[at] as number) < end; at += 1) {
      const group = groups.of(settings[at] as number, codes === null ? 0 : (codes[at] as number));
      const used = classesOf[at] as number;
      const prompt = prompts[at] as number;
      const isSmall =
        prompt < SMALL_COUNT && (output[at] as number) < SMALL_COUNT && (costParts[at] as number) < SMALL_COUNT;
      if (requests[at] !== 2 || used >= COMMON_CLASSES || !isSmall) {
        rowOf[at] = this.numberOf(at, span, group, used, isSmall);
        continue;
      }
      const place = (group * contexts.count + contexts.ofTokens(prompt)) * COMMON_CLASSES + used;
      let row = memo.get(place);
      if (row < 0) {
        row = this.numberOf(at, span, group, used, true);
        memo.set(place, row);
      }
      rowOf[at] = row;
    }
    return at;
  }

  private numberOf(at: number, span: number, group: number, classes: number, isSmall: boolean): number {
    const { kind, key } = this;
    const stated = this.requests[at] as number;
    const prompt = this.prompts[at] as number;
    const { contexts, spans } = this.shape;
    kind[0] = RECORD_KINDS.indexOf(recordKind(stated));
    kind[1] = contexts.of(leastPosition(prompt, stated));
    kind[2] = contexts.of(above(prompt) - 1);
    kind[3] = 0;
    const duration = stated === 2 ? 0 : (this.durations[at] as number);
    // Without a price change it is as if it were in the span it begins in, as requests are: one kind for all spans.
    if (duration > 1) {
      const last = spanAt(spans.starts, this.piece.start + (this.times[at] as number) + duration - 1);
      if (spans.changes[last] !== spans.changes[span]) kind[3] = last;
    }
    const isSummable = isSmall && stated < SMALL_COUNT && (kind[3] === 0 || !this.shape.spansAlone);
    if (!isSummable) this.alone += 1;
    kind[4] = isSummable ? 0 : this.alone;
    key[0] = group;
    key[1] = span;
    key[2] = this.kinds.numberOf(kind);
    key[3] = classes;
    return this.rows.numberOf(key);
  }
}
