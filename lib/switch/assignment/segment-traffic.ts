import type { SwitchInput } from "../answer";
import { CurrentCosts } from "../current-cost";
import { isBatch, namedGroups } from "../minute-load";
import { cardsInForce, type RankedRow, rankedRows } from "../ranked-rows";
import type { Candidate } from "../ranking";
import { RowReader } from "../row-usage";
import { WHOLE } from "../share";
import { TrafficSizes } from "../size-counts";
import type { CostShape } from "../traffic/cost-table";
import { type PromptBuckets, tabulateMinutes } from "../traffic/minute-table";
import { tabulateCosts } from "../traffic/tabulate-costs";
import { tabulateSizes } from "../traffic/tabulate-sizes";
import { spansOfDay } from "../traffic-shape";
import { placeOf, type SegmentedPart, segmentCodes } from "./segments";

/** Usage of all segments by minute, of prompts in the same buckets, batch traffic left out. */
export interface MinuteSums {
  prompts: PromptBuckets;
  tokens: Float64Array;
  requests: Float64Array;
}

const MINUTE_MS = 60_000;

/** What segments cost, need and use: rows to be priced on any model, and counts by size. */
export class SegmentTraffic {
  readonly rows: RankedRow[][];
  readonly sizes: TrafficSizes[];
  /** By the buckets of prompts, as text; minutes from the period's first on. */
  readonly minutes = new Map<string, MinuteSums>();
  readonly firstMinute: number;
  private readonly places: ReadonlyMap<number, number>;
  private readonly reader: RowReader;
  private readonly costs: CurrentCosts;
  private readonly shape: CostShape;
  private parts = 0;
  private readonly inForce: ReturnType<typeof cardsInForce>;

  /** `numbers`: of the segments that are looked at, in their order. */
  constructor(
    private readonly input: SwitchInput,
    numbers: readonly number[],
    candidates: readonly Candidate[],
  ) {
    const { book, question, shape, traffic } = input;
    this.rows = numbers.map(() => []);
    this.sizes = numbers.map(() => new TrafficSizes(shape.sizes));
    this.places = new Map(numbers.map((number, place) => [number, place]));
    this.reader = new RowReader(traffic.nameOf);
    this.costs = new CurrentCosts(book, question.prices, shape.costs.contexts);
    const names = ["provider", "model", "serviceTier", "region"] as const;
    this.shape = { ...shape.costs, names: book.dependsOnProject ? [...names, "project"] : names };
    this.inForce = cardsInForce(
      book,
      candidates.map(({ match }) => match),
    );
    this.firstMinute = Math.floor(question.from.getTime() / MINUTE_MS);
  }

  add(part: SegmentedPart): void {
    this.parts += 1;
    const codes = segmentCodes(part.segments, this.places);
    this.addCosts(part, codes);
    this.addSizes(part, codes);
    this.addMinutes(part);
  }

  private addCosts({ at, dayEnd, records }: SegmentedPart, codes: ReturnType<typeof segmentCodes>): void {
    const spans = spansOfDay(this.shape.spans, records.start, dayEnd);
    const table = tabulateCosts(records, { ...this.shape, spans }, codes);
    const added: RankedRow[][] = this.rows.map(() => []);
    for (let row = 0; row < table.rows; row += 1) {
      const group = table.groupOf(row);
      const place = placeOf(table.outcomesOf(group));
      if (place === null) continue;
      const billable = this.reader.row(table, row);
      const { usage } = billable;
      const match = this.input.book.match(usage.provider, usage.model, at);
      const own = match.kind === "matched" ? match : null;
      const now = this.costs.areStored ? this.costs.stored(table, row) : this.costs.repriced(billable, own);
      const traffic = {
        requests: BigInt(table.sums.requests[row] as number),
        tokens: usage.tokens.input + usage.tokens.output,
        now,
      };
      const alone = table.aloneOf(row);
      // Records that cannot be summed stay apart.
      const classes = alone === 0 ? table.classesOf(row) : `${table.classesOf(row)} ${this.parts} ${alone}`;
      added[place]?.push({ own, keepsTier: true, share: WHOLE, classes, billable, traffic });
    }
    for (const [place, rows] of added.entries()) {
      // Merged as they come: of many days there would be too many.
      if (rows.length > 0) this.rows[place] = rankedRows([...(this.rows[place] ?? []), ...rows], this.inForce);
    }
  }

  private addSizes({ records }: SegmentedPart, codes: ReturnType<typeof segmentCodes>): void {
    const table = tabulateSizes(records, this.input.shape.sizes, codes);
    for (let row = 0; row < table.rows; row += 1) {
      const group = table.groupOf(row);
      const place = placeOf(table.outcomesOf(group));
      if (place === null) continue;
      const name = (dimension: "model" | "endpoint" | "serviceTier") =>
        this.reader.text(dimension, table.nameOf(group, dimension));
      const names = { model: name("model") ?? "", endpoint: name("endpoint"), serviceTier: name("serviceTier") };
      this.sizes[place]?.add(table, row, names);
    }
  }

  private addMinutes({ at, records }: SegmentedPart): void {
    const { book, traffic, shape, question } = this.input;
    const table = tabulateMinutes(records, shape.long, null);
    const count = Math.ceil(question.to.getTime() / MINUTE_MS) - this.firstMinute;
    const offset = table.start / (MINUTE_MS * 1000) - this.firstMinute;
    for (const { group, tier } of namedGroups(book, traffic.nameOf, at, table)) {
      const series = table.series[group];
      if (!series || isBatch(tier)) continue;
      const prompts = table.promptsOf(group);
      const key = `${prompts.least} ${prompts.most}`;
      let sums = this.minutes.get(key);
      if (!sums) {
        sums = { prompts, tokens: new Float64Array(count), requests: new Float64Array(count) };
        this.minutes.set(key, sums);
      }
      for (const [place, minute] of series.minutes.entries()) {
        const into = offset + minute;
        sums.tokens[into] = (sums.tokens[into] as number) + (series.tokens[place] as number);
        sums.requests[into] = (sums.requests[into] as number) + (series.requests[place] as number);
      }
    }
  }
}
