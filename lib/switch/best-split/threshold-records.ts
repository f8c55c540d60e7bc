import type { MatchedModel } from "@/lib/pricing/match-model";
import type { Instant } from "@/lib/usage/instant";
import type { SwitchInput } from "../answer";
import type { FitQuestion } from "../fit";
import { isBatch } from "../minute-load";
import { RowReader } from "../row-usage";
import { isModel } from "../selection";
import { type ResolvedMove, SplitChooser, splitsOf } from "../splits";
import type { CostShape } from "../traffic/cost-table";
import { type PieceRecords, requestsOf } from "../traffic/piece-records";
import { numberedCosts } from "../traffic/tabulate-costs";
import type { CodedRecords } from "../traffic/tabulate-part";
import { spansOfDay } from "../traffic-shape";
import { type MinuteRoom, MinuteStops } from "./minute-stops";
import { PricedAlike } from "./priced-alike";
import { RequestFit } from "./request-fit";
import { SizeCells } from "./size-cells";
import type { Stop } from "./stops";

/** Records of a stretch within which names mean the same, each with the outcomes of the question's conditions. */
export interface RecordPart extends CodedRecords {
  /** An instant of the stretch. */
  at: Instant;
  /** End of the records' day, microseconds since 1970. */
  dayEnd: number;
}

const MINUTE = 60_000_000;

/** Adds up the records of a move by the size of their prompts, and notes what is in the way of moving them. */
export class ThresholdRecords {
  readonly cells: SizeCells;
  readonly priced: PricedAlike;
  private readonly chooser: SplitChooser;
  private readonly reader: RowReader;
  private readonly fit: RequestFit;
  private readonly minutes: MinuteStops;
  private readonly shape: CostShape;
  private readonly resolved: ResolvedMove;
  private parts = 0;

  constructor(
    private readonly input: Omit<SwitchInput, "traffic">,
    private readonly move: number,
    nameOf: SwitchInput["traffic"]["nameOf"],
    { fit, room, mostCells }: { fit: FitQuestion; room: MinuteRoom; mostCells?: number },
  ) {
    const { book, moves, question, shape } = input;
    this.resolved = moves[move] as ResolvedMove;
    this.chooser = new SplitChooser(book, splitsOf(moves));
    this.reader = new RowReader(nameOf);
    this.priced = new PricedAlike(book, this.resolved, question.prices, shape.costs.contexts, this.reader);
    this.cells = new SizeCells(mostCells);
    this.fit = new RequestFit(fit);
    this.minutes = new MinuteStops(room);
    const names = ["provider", "model", "serviceTier", "region"] as const;
    this.shape = { ...shape.costs, names: book.dependsOnProject ? [...names, "project"] : names };
  }

  add({ at, records, codes, dayEnd }: RecordPart): void {
    this.parts += 1;
    const spans = spansOfDay(this.shape.spans, records.start, dayEnd);
    const { table, rowOf } = numberedCosts(records, { ...this.shape, spans }, codes);
    const groups = Array.from({ length: table.groupCount }, (_, group) => {
      const traffic = {
        provider: this.reader.name(table, group, "provider"),
        model: this.reader.name(table, group, "model") ?? "",
      };
      const match = this.input.book.match(traffic.provider, traffic.model, at);
      const own = match.kind === "matched" ? match : null;
      const { split } = this.chooser.choose(traffic, at, table.outcomesOf(group));
      const tier = this.reader.name(table, group, "serviceTier");
      return { isMoved: split?.moves.includes(this.move) ?? false, own, weight: this.weightOf(own, tier) };
    });
    const rows = Array.from({ length: table.rows }, (_, row) => {
      const { isMoved, own, weight } = groups[table.groupOf(row)] as (typeof groups)[number];
      if (!isMoved) return { number: -1, weight: 0 };
      const alone = table.aloneOf(row);
      return { number: this.priced.numberOf(table, row, own, alone === 0 ? "" : `${this.parts} ${alone}`), weight };
    });
    const classes = rowOf.map((row) => (rows[row] as (typeof rows)[number]).number);
    this.addRecords(records, classes);
    if (this.minutes.areThere) this.addMinutes(records, rowOf, rows);
  }

  /** How much of a record comes to the target's limits, in millionths: nothing of what is there already. */
  private weightOf(own: MatchedModel | null, tier: string | null): number {
    const { move, target } = this.resolved;
    const isThere = own !== null && isModel(own, target) && !isBatch(tier);
    const comes = !isBatch(move.toServiceTier ?? tier);
    return (comes === isThere ? 0 : comes ? 1 : -1) * Number(move.share);
  }

  private addRecords(records: PieceRecords, classes: Int32Array): void {
    const isWanted = Uint8Array.from(classes, (number) => (number >= 0 ? 1 : 0));
    const text = (dimension: string, number: number) => (number === 0 ? null : this.reader.text(dimension, number));
    const { misfits, unknowns } = this.fit.check(records, isWanted, (setting) => ({
      model: text("model", records.nameOf(setting, "model")) ?? "",
      endpoint: text("endpoint", records.nameOf(setting, "endpoint")),
      serviceTier: text("serviceTier", records.nameOf(setting, "serviceTier")),
      features: records.featuresOf(setting),
    }));
    this.addUnpriced(records, classes);
    const requests = requestsOf(records);
    const ones = new Float64Array(records.rows).fill(1);
    this.cells.add(records, classes, { records: ones, requests, misfits, unknowns });
  }

  private addUnpriced(records: PieceRecords, classes: Int32Array): void {
    const [stated, prompts] = [records.column("requests"), records.prompts];
    const hasPrice = this.priced.all.map((alike) => alike.hasPrice);
    if (hasPrice.every(Boolean)) return;
    for (let at = 0; at < classes.length; at += 1) {
      const number = classes[at] as number;
      if (number >= 0 && !hasPrice[number]) this.fit.stops.add("price", null, prompts[at] as number, stated[at] === 2);
    }
  }

  private addMinutes(records: PieceRecords, rowOf: Int32Array, rows: readonly { weight: number }[]): void {
    const [times, durations] = [records.column("time"), records.column("duration")];
    const [stated, output, prompts] = [records.column("requests"), records.column("output"), records.prompts];
    for (let at = 0; at < rowOf.length; at += 1) {
      const { weight } = rows[rowOf[at] as number] as { weight: number };
      if (weight === 0) continue;
      const time = records.start + (times[at] as number);
      const minute = Math.floor(time / MINUTE);
      const last = Math.floor((time + Math.max(0, (durations[at] as number) - 1)) / MINUTE);
      // Nobody knows the minute of totals of longer periods.
      if (last !== minute) continue;
      const [prompt, number] = [prompts[at] as number, stated[at] as number];
      const amounts = { tokens: prompt + (output[at] as number), requests: Math.max(0, number - 1) };
      this.minutes.add(minute, prompt, number, amounts, weight);
    }
  }

  stops(): Stop[] {
    for (const stop of this.minutes.list()) this.fit.stops.put(stop);
    return this.fit.stops.list();
  }
}
