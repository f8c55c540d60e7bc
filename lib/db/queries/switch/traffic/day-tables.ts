import "server-only";
import type { PriceBook } from "@/lib/pricing/price-book";
import type { TrafficPart } from "@/lib/switch/switch-traffic";
import { FinerSize, finerSizes } from "@/lib/switch/traffic/finer-size";
import type { SizeTable } from "@/lib/switch/traffic/size-table";
import {
  PART_TABLES,
  type PartKind,
  type PartShape,
  type PartTables,
  PartTabulator,
  selectionKey,
} from "@/lib/switch/traffic/tabulate-part";
import type { TrafficPiece } from "@/lib/switch/traffic/traffic-piece";
import type { Instant } from "@/lib/usage/instant";
import { hourOfQuarter } from "./hour-of-quarter";
import { recall, remember } from "./recently-used";
import type { TrafficDay } from "./traffic-days";

/** How traffic is told apart. */
export interface TablesQuestion extends PartShape {
  organizationId: number;
  book: PriceBook;
  timeZone: string;
}

/** The question, with a text for each kind of table that is the same where everything it depends on is, but for the day. */
export interface KeyedQuestion extends TablesQuestion {
  kinds: readonly PartKind[];
  keys: Readonly<Record<PartKind, string>>;
}

/** A stretch of a day within which the organisation's names mean the same. */
export interface Stretch {
  from: Instant;
  to: Instant;
}

/** Prepares a question for many days. */
export function keyed(question: TablesQuestion): KeyedQuestion {
  const { organizationId, book, shape } = question;
  const all = Object.keys(PART_TABLES) as PartKind[];
  const kinds = all.filter((kind) => kind !== "ranking" || shape.ranking !== null);
  const shared = JSON.stringify([organizationId, book.ownStatements]);
  const keyOf = (kind: PartKind) => {
    const { table, shapeKey } = TABLE_OF[kind];
    return `${table} ${selectionKey(PART_TABLES[kind], question)} ${shape.keys[shapeKey]} ${shared}`;
  };
  const keys = Object.fromEntries(all.map((kind) => [kind, keyOf(kind)])) as Record<PartKind, string>;
  return { ...question, kinds, keys };
}

/** Kinds that are the same where they are of the same records, and what of a shape they depend on. */
const TABLE_OF: Readonly<Record<PartKind, { table: string; shapeKey: keyof TablesQuestion["shape"]["keys"] }>> = {
  scope: { table: "costs", shapeKey: "costs" },
  costs: { table: "costs", shapeKey: "costs" },
  ranking: { table: "ranking", shapeKey: "costs" },
  usualSizes: { table: "sizes", shapeKey: "usualSizes" },
  sizes: { table: "sizes", shapeKey: "sizes" },
  allMinutes: { table: "minutes", shapeKey: "minutes" },
  minutes: { table: "minutes", shapeKey: "minutes" },
};

/** Tables of a stretch of a day, remembered by what they depend on. */
export class DayTables {
  constructor(
    private readonly question: KeyedQuestion,
    private readonly day: TrafficDay,
    private readonly stretch: Stretch,
  ) {}

  /** The tables that are remembered; null where one of them is not. */
  recall(): TrafficPart[] | null {
    const tables = new Map<PartKind, readonly unknown[]>();
    for (const kind of this.question.kinds) {
      const known = recall<unknown[]>(this.keyOf(kind)) ?? (kind === "sizes" ? this.finerSizes() : null);
      if (!known) return null;
      tables.set(kind, known);
    }
    return this.parts(tables);
  }

  /** Makes the tables that are not remembered. */
  async make(pieces: readonly TrafficPiece[]): Promise<TrafficPart[]> {
    const tables = new Map<PartKind, readonly unknown[]>();
    for (const kind of this.question.kinds) {
      const known = recall<unknown[]>(this.keyOf(kind));
      if (known) tables.set(kind, known);
    }
    const missing = this.missingKinds(tables);
    const made = missing.map((): { byteLength: number }[] => []);
    const usualSizes = tables.get("usualSizes") as SizeTable[] | undefined;
    for (const [place, piece] of pieces.entries()) {
      piece.unpackedFor(() => {
        const tabulator = new PartTabulator(piece, this.question, this.timeOf(piece));
        for (const [index, kind] of missing.entries()) made[index]?.push(tabulator.make(kind, usualSizes?.[place]));
      });
      // Other requests have their turn between pieces.
      await new Promise(setImmediate);
    }
    for (const [index, kind] of missing.entries()) {
      const ofKind = made[index] ?? [];
      this.remember(kind, ofKind);
      for (const same of this.question.kinds) {
        if (this.keyOf(same) === this.keyOf(kind)) tables.set(same, ofKind);
      }
    }
    return this.parts(tables);
  }

  /** Kinds of which there is no table, of those that are the same the first. */
  private missingKinds(tables: ReadonlyMap<PartKind, unknown>): PartKind[] {
    const missing = new Map<string, PartKind>();
    for (const kind of this.question.kinds) {
      const key = this.keyOf(kind);
      if (!tables.has(kind) && !missing.has(key)) missing.set(key, kind);
    }
    return [...missing.values()];
  }

  /** Tables of sizes, from those of the usual ones where these are enough. */
  private finerSizes(): SizeTable[] | null {
    const usual = recall<SizeTable[]>(this.keyOf("usualSizes"));
    if (!usual) return null;
    const { sizes, usualSizes } = this.question.shape;
    let tables = usual;
    for (const size of finerSizes(usualSizes, sizes)) {
      const finer = tables.map((table) => new FinerSize(table, size, usualSizes, sizes));
      if (finer.some(({ needsRecords }) => needsRecords)) return null;
      tables = finer.map((one) => one.known());
    }
    this.remember("sizes", tables);
    return tables;
  }

  private remember(kind: PartKind, tables: readonly { byteLength: number }[]): void {
    const bytes = tables.reduce((sum, { byteLength }) => sum + byteLength, 1000);
    remember(this.keyOf(kind), tables, bytes);
  }

  private timeOf({ start }: TrafficPiece) {
    const { timeZone } = this.question;
    return { ...this.stretch, dayEnd: this.day.end, hourOfQuarter: hourOfQuarter(start, timeZone) };
  }

  private keyOf(kind: PartKind): string {
    const { start, version } = this.day;
    const { from, to } = this.stretch;
    return `${start} ${version} ${from - start} ${to - start} ${this.question.keys[kind]}`;
  }

  private parts(tables: ReadonlyMap<PartKind, readonly unknown[]>): TrafficPart[] {
    return (tables.get("costs") ?? []).map((_, index) => {
      const ofPiece = Object.keys(PART_TABLES).map((kind) => [kind, tables.get(kind as PartKind)?.[index] ?? null]);
      return { at: this.stretch.from, tables: Object.fromEntries(ofPiece) as PartTables };
    });
  }
}
