import { femtoUsd } from "@/lib/pricing/money";
import type { Totals } from "@/lib/spend/measures";
import type { CostTable } from "./traffic/cost-table";
import { COST_PART } from "./traffic/piece-writer";
import { COST_DIGIT, type CostColumn } from "./traffic/sums";

const PLACES = ["requests", "inputUncached", "cacheRead", "cacheWrite", "output", "reasoning"] as const;
const UNPRICED_REQUESTS = PLACES.length;
const UNPRICED_TOKENS = UNPRICED_REQUESTS + 1;
/** Where the three digits of the cost begin, and those of its range. */
const COST = UNPRICED_TOKENS + 1;
const RANGE = COST + 3;
const SIZE = RANGE + 3;

/** Sums are kept below this, with what is above it apart, so that they stay exact. */
const UNIT = 2 ** 52;

/** Totals of many rows of cost tables, summed as numbers and exact. */
export class TotalsSum {
  private readonly low = new Float64Array(SIZE);
  private readonly high = new Float64Array(SIZE);
  /** Costs that are no columns of a table. */
  private cost = 0n;
  private costHigh = 0n;

  /** Adds a row's tokens and requests; without a price they are counted as such. */
  addUsage(table: CostTable, row: number, isPriced: boolean): void {
    const { sums } = table;
    for (let place = 0; place < PLACES.length; place += 1) {
      this.add(place, sums[PLACES[place] as (typeof PLACES)[number]][row] as number);
    }
    if (isPriced) return;
    this.add(UNPRICED_REQUESTS, sums.requests[row] as number);
    for (const name of ["inputUncached", "cacheRead", "cacheWrite", "output"] as const) {
      this.add(UNPRICED_TOKENS, sums[name][row] as number);
    }
  }

  /** Adds what a row costs as its records were priced. */
  addStoredCost(table: CostTable, row: number): void {
    this.addDigits(COST, table.cost, row);
    this.addDigits(RANGE, table.range, row);
  }

  /** Adds a cost in femto-USD. */
  addCost(low: bigint, high: bigint): void {
    this.cost += low;
    this.costHigh += high;
  }

  totals(): Totals {
    const cost = this.cost + this.digits(COST);
    const counts = Object.fromEntries(PLACES.map((name, place) => [name, this.at(place)])) as Record<
      (typeof PLACES)[number],
      bigint
    >;
    return {
      cost: femtoUsd(cost),
      costHigh: femtoUsd(this.costHigh + this.digits(COST) + this.digits(RANGE)),
      ...counts,
      unpricedRequests: this.at(UNPRICED_REQUESTS),
      unpricedTokens: this.at(UNPRICED_TOKENS),
    };
  }

  private add(place: number, value: number): void {
    let sum = (this.low[place] as number) + (value % UNIT);
    let units = Math.floor(value / UNIT);
    if (sum >= UNIT) {
      sum -= UNIT;
      units += 1;
    }
    this.low[place] = sum;
    if (units > 0) this.high[place] = (this.high[place] as number) + units;
  }

  private addDigits(place: number, { low, middle, high }: CostColumn, row: number): void {
    this.add(place, low[row] as number);
    this.add(place + 1, middle[row] as number);
    this.add(place + 2, high[row] as number);
  }

  private at(place: number): bigint {
    return BigInt(this.low[place] as number) + BigInt(this.high[place] as number) * BigInt(UNIT);
  }

  private digits(place: number): bigint {
    return this.at(place) + this.at(place + 1) * BigInt(COST_DIGIT) + this.at(place + 2) * BigInt(COST_PART);
  }
}
