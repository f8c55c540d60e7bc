import { addParts, noCost } from "../cost-parts";
import type { LeverSums } from "../estimate";
import { addBounds, addTraffic, type Bounds, type MovedSums, noBounds, noMovedSums } from "../moved-sums";
import { boundsOfPrice, type RowPrice } from "../row-pricer";
import { COST_DIGIT } from "../traffic/sums";
import type { Alike, ColumnSums, PricedAlike } from "./priced-alike";
import { LOWER, type SizeCells, UPPER } from "./size-cells";

/** What a difference is computed from, of one origin. */
export type OriginLevers = Omit<LeverSums, "assumptions">;

/** Sums of some cells, with the move's share; money in millionths. */
export interface SplitSums {
  moved: MovedSums;
  /** Of what has a price both now and there and is not there already, by origin. */
  origins: Map<string, OriginLevers>;
  /** Requests that are proven not to fit, and records of which it is not known; not cut to the share. */
  misfits: number;
  unknowns: number;
}

/** Sums of nothing. */
export function noSplitSums(): SplitSums {
  return { moved: noMovedSums(), origins: new Map(), misfits: 0, unknowns: 0 };
}

/** Adds up cells and prices what is alike together. */
export class CellSums {
  private readonly names: readonly string[];
  private readonly columns: readonly Float64Array[];
  /** For columns of the lower digits of costs the place of the upper ones; -1 for others. */
  private readonly upper: readonly number[];

  constructor(
    private readonly cells: SizeCells,
    private readonly priced: PricedAlike,
    private readonly share: bigint,
  ) {
    this.names = cells.names;
    this.columns = this.names.map((name) => cells.column(name));
    this.upper = this.names.map((name) =>
      name.endsWith(LOWER) ? this.names.indexOf(name.slice(0, -LOWER.length) + UPPER) : -1,
    );
  }

  /** Sums of the cells at some places of an order. */
  of(order: Int32Array, from: number, to: number): SplitSums {
    const byClass: (Float64Array | undefined)[] = [];
    for (let place = from; place < to; place += 1) {
      const cell = order[place] as number;
      const number = this.cells.classOf(cell);
      let sums = byClass[number];
      if (!sums) {
        sums = new Float64Array(this.columns.length);
        byClass[number] = sums;
      }
      this.addCell(sums, cell);
    }
    const sums = noSplitSums();
    for (const [number, values] of byClass.entries()) {
      if (values) this.addPriced(sums, this.priced.all[number] as Alike, values);
    }
    return sums;
  }

  private addCell(sums: Float64Array, cell: number): void {
    for (let column = 0; column < sums.length; column += 1) {
      const value = (this.columns[column] as Float64Array)[cell] as number;
      if (value === 0) continue;
      const upper = this.upper[column] as number;
      let sum = (sums[column] as number) + value;
      if (upper >= 0 && sum >= COST_DIGIT) {
        sum -= COST_DIGIT;
        sums[upper] = (sums[upper] as number) + 1;
      }
      sums[column] = sum;
    }
  }

  private addPriced(into: SplitSums, alike: Alike, values: Float64Array): void {
    const { names } = this;
    const sums: ColumnSums = { of: (name) => values[names.indexOf(name)] ?? 0, names };
    const { now, there } = this.priced.price(alike, sums);
    const tokens = ["inputUncached", "cacheRead", "cacheWrite", "output"].reduce(
      (all, name) => all + BigInt(sums.of(name)),
      0n,
    );
    const traffic = {
      requests: BigInt(sums.of("requests")),
      tokens,
      now,
      there: there === "same" ? there : boundsOfPrice(there),
    };
    addTraffic(into.moved, traffic, this.share);
    into.misfits += sums.of("misfits");
    into.unknowns += sums.of("unknowns");
    if (now && there !== "same" && there.kind === "priced") this.addOrigin(into, alike.origin, now, there);
  }

  private addOrigin(
    { origins }: SplitSums,
    origin: string,
    now: Bounds,
    there: Extract<RowPrice, { kind: "priced" }>,
  ): void {
    const sums = origins.get(origin) ?? { low: noCost(), high: noCost(), baseline: noBounds() };
    origins.set(origin, sums);
    addParts(sums.low, there.low, this.share);
    addParts(sums.high, there.high, this.share);
    addBounds(sums.baseline, now, this.share);
  }
}
