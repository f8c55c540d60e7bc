import "server-only";
import type { PriceBook } from "@/lib/pricing/price-book";
import type { TrafficPart } from "@/lib/switch/switch-traffic";
import type { CostShape, CostTable } from "@/lib/switch/traffic/cost-table";
import { type MinuteTable, tabulateMinutes } from "@/lib/switch/traffic/minute-table";
import { type ConditionCodes, conditionCodes, outcomeOf, type RowCondition } from "@/lib/switch/traffic/row-conditions";
import { type RowRange, rowsBetween } from "@/lib/switch/traffic/row-range";
import type { SizeTable } from "@/lib/switch/traffic/size-table";
import { tabulateCosts } from "@/lib/switch/traffic/tabulate-costs";
import { tabulateSizes } from "@/lib/switch/traffic/tabulate-sizes";
import type { TrafficPiece } from "@/lib/switch/traffic/traffic-piece";
import { spansOfDay, type TrafficShape } from "@/lib/switch/traffic-shape";
import type { Instant } from "@/lib/usage/instant";
import { hourOfQuarter } from "./hour-of-quarter";
import { recall, remember } from "./recently-used";
import type { TrafficDay } from "./traffic-days";

/** How traffic is told apart. */
export interface TablesQuestion {
  organizationId: number;
  book: PriceBook;
  timeZone: string;
  shape: TrafficShape;
  conditions: readonly RowCondition[];
  /** Which condition says what is in the question's scope; null: all is. */
  scopeCondition: number | null;
}

/** A stretch of a day within which the organisation's names mean the same. */
export interface Stretch {
  from: Instant;
  to: Instant;
}

/** Tables of one piece. */
interface PieceTables {
  costs: CostTable;
  ranking: CostTable | null;
  sizes: SizeTable;
  minutes: MinuteTable;
}

type Kind = keyof PieceTables;

/** Tables of a stretch of a day, remembered by what they depend on. */
export class DayTables {
  private readonly kinds: readonly Kind[];

  constructor(
    private readonly question: TablesQuestion,
    private readonly day: TrafficDay,
    private readonly stretch: Stretch,
  ) {
    this.kinds = question.shape.ranking ? ["costs", "ranking", "sizes", "minutes"] : ["costs", "sizes", "minutes"];
  }

  /** The tables that are remembered; null where one of them is not. */
  recall(): TrafficPart[] | null {
    const known = this.kinds.map((kind) => recall<unknown[]>(this.keyOf(kind)));
    if (known.some((tables) => tables === undefined)) return null;
    return this.parts(new Map(this.kinds.map((kind, index) => [kind, known[index] as unknown[]])));
  }

  /** Makes the tables that are not remembered. */
  async make(pieces: readonly TrafficPiece[]): Promise<TrafficPart[]> {
    const tables = new Map<Kind, unknown[]>();
    const codes = new Map<TrafficPiece, ConditionCodes | null>();
    for (const kind of this.kinds) {
      const key = this.keyOf(kind);
      let made = recall<{ byteLength: number }[]>(key);
      if (!made) {
        made = [];
        for (const piece of pieces) {
          if (!codes.has(piece)) codes.set(piece, this.codesOf(piece));
          made.push(this.tabulate(kind, piece, codes.get(piece) ?? null));
          // Other requests have their turn between pieces.
          await new Promise(setImmediate);
        }
        const bytes = made.reduce((sum, { byteLength }) => sum + byteLength, 1000);
        remember(key, made, bytes);
      }
      tables.set(kind, made);
    }
    return this.parts(tables);
  }

  private tabulate(kind: Kind, piece: TrafficPiece, codes: ConditionCodes | null) {
    const { shape } = this.question;
    const range = rowsBetween(piece, this.stretch.from, this.stretch.to);
    switch (kind) {
      case "costs":
        return this.costs(shape.costs, piece, codes, range);
      case "ranking":
        return this.costs(shape.ranking as CostShape, piece, codes, range);
      case "sizes":
        return tabulateSizes(piece, shape.sizes, this.inScope(codes), range);
      case "minutes":
        // Of all traffic, in scope or not: what runs on a model fills its limits, whoever runs it.
        return tabulateMinutes(piece, shape.long, codes, range);
    }
  }

  private costs(shape: CostShape, piece: TrafficPiece, codes: ConditionCodes | null, range: RowRange): CostTable {
    const spans = spansOfDay(shape.spans, this.day.start, this.day.end);
    return tabulateCosts(piece, { ...shape, spans }, this.inScope(codes), range);
  }

  private codesOf(piece: TrafficPiece): ConditionCodes | null {
    const { conditions, timeZone } = this.question;
    return conditionCodes(piece, conditions, hourOfQuarter(piece.start, timeZone));
  }

  /** The same codes, with what is out of scope left out. */
  private inScope(all: ConditionCodes | null): ConditionCodes | null {
    const { scopeCondition } = this.question;
    if (all === null || scopeCondition === null) return all;
    const kept = all.outcomes.map((outcomes) => outcomeOf(outcomes, scopeCondition) === "in");
    return { ...all, codes: all.codes.map((code) => (kept[code] ? code : -1)) };
  }

  private keyOf(kind: Kind): string {
    const { organizationId, book, shape, conditions, scopeCondition } = this.question;
    const { start, version } = this.day;
    const { from, to } = this.stretch;
    return [
      ...[kind, organizationId, start, version, from - start, to - start],
      ...[shape.key, book.ownStatements, scopeCondition, JSON.stringify(conditions)],
    ].join("\n");
  }

  private parts(tables: ReadonlyMap<Kind, readonly unknown[]>): TrafficPart[] {
    const of = <Table>(kind: Kind) => (tables.get(kind) ?? []) as readonly Table[];
    const [ranking, sizes, minutes] = [of<CostTable>("ranking"), of<SizeTable>("sizes"), of<MinuteTable>("minutes")];
    return of<CostTable>("costs").map((costs, index) => ({
      at: this.stretch.from,
      costs,
      ranking: ranking[index] ?? null,
      sizes: sizes[index] as SizeTable,
      minutes: minutes[index] as MinuteTable,
    }));
  }
}
