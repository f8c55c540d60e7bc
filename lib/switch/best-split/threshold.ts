import type { Assumption } from "../assumptions";
import { differenceOf, type Estimate, type LeverSums, scaledBaseline, scaledDifference, unscaled } from "../estimate";
import type { FitState } from "../fit";
import type { LeverValues } from "../levers";
import type { MovedSums } from "../moved-sums";
import type { Alike, PricedAlike } from "./priced-alike";
import { type Least, leastPrefix } from "./search";
import type { SizeCells } from "./size-cells";
import { CellSums, type SplitSums } from "./split-sums";
import type { Stop } from "./stops";

/** Which prompts move: all (both null), those up to a size, those from a size on, or those between two. */
export interface PromptBounds {
  maxInput: number | null;
  minInput: number | null;
}

/** A part of a move's traffic, and what comes of moving it. Amounts in millionths, with the move's share. */
export interface SplitChoice<Part> {
  part: Part;
  moved: MovedSums;
  /** What it is expected to cost more (less: negative), as the levers have it. */
  difference: Estimate;
  fit: FitState;
  /** Requests that are proven not to fit. */
  misfits: number;
}

/** A point of what prompts up to a size save. */
export interface SplitPoint {
  maxInput: number;
  requests: bigint;
  difference: bigint;
  isWithinStops: boolean;
}

/** The threshold on the prompt size that saves most. */
export interface BestThreshold {
  /** Of those of which nothing is proven not to fit; null where none saves anything. */
  best: SplitChoice<PromptBounds> | null;
  /** Whether it fits or not. */
  unlimited: SplitChoice<PromptBounds> | null;
  /** What is in the way of moving more. */
  stops: readonly Stop[];
  /** Different prompt sizes there are, each of which was a possible threshold. */
  sizes: number;
  /** Thresholds are multiples of this: 1 unless there are too many sizes. */
  step: number;
  curve: readonly SplitPoint[];
}

/** What is known of a move before its threshold is looked for. */
export interface ThresholdQuestion {
  cells: SizeCells;
  priced: PricedAlike;
  share: bigint;
  stops: readonly Stop[];
  /** What is assumed of the whole move, by origin. */
  assumptionsOf(origin: string): readonly Assumption[];
  expectedOf(origin: string): LeverValues;
  /** Whether rate limits are asked about that nobody can prove to be kept. */
  isHeadroomUnknown: boolean;
}

const MOST_POINTS = 60;
const RATE_CHECKS: readonly string[] = ["tokensPerMinute", "requestsPerMinute"];

/** Finds it: exactly, over every prompt size there is. */
export function bestThreshold(question: ThresholdQuestion): BestThreshold {
  const { cells, stops } = question;
  const up = new Direction(question, "up");
  const down = new Direction(question, "down");
  const unlimited = better(up.least(Number.POSITIVE_INFINITY), down.least(Number.NEGATIVE_INFINITY));
  const smallest = Math.min(...stops.map((stop) => stop.smallest ?? Number.POSITIVE_INFINITY));
  const largest = Math.max(...stops.map((stop) => stop.largest ?? Number.NEGATIVE_INFINITY));
  // Where only long prompts are in the way, what is below them may move from a size on.
  const band = new Direction(question, "down", smallest);
  const best = better(better(up.least(smallest), down.least(largest)), band.least(Number.NEGATIVE_INFINITY));
  return { best, unlimited, stops, sizes: up.sizes, step: cells.step, curve: up.curve(smallest) };
}

/** The one that saves more; null where neither saves anything. */
function better(
  up: SplitChoice<PromptBounds> | null,
  down: SplitChoice<PromptBounds> | null,
): SplitChoice<PromptBounds> | null {
  if (!up || !down) return up ?? down;
  return down.difference.expected < up.difference.expected ? down : up;
}

/** Thresholds in one direction: prompts up to a size (`up`), or single requests from a size on (`down`), all `below` another. */
class Direction {
  /** Cells in the order in which they come in, and where those of each size begin. */
  private readonly order: Int32Array;
  private readonly starts: number[];
  private readonly sums: CellSums;

  constructor(
    private readonly question: ThresholdQuestion,
    private readonly way: "up" | "down",
    private readonly below: number = Number.POSITIVE_INFINITY,
  ) {
    const { cells, priced, share } = question;
    this.sums = new CellSums(cells, priced, share);
    const isIn = (cell: number) =>
      way === "up" || ((priced.all[cells.classOf(cell)] as Alike).isRequest && cells.sizeOf(cell) < below);
    const sign = way === "up" ? 1 : -1;
    this.order = Int32Array.from({ length: cells.count }, (_, cell) => cell)
      .filter(isIn)
      .sort((a, b) => sign * (cells.sizeOf(a) - cells.sizeOf(b)));
    this.starts = [];
    for (const [place, cell] of this.order.entries()) {
      if (place === 0 || cells.sizeOf(cell) !== this.sizeAt(place - 1)) this.starts.push(place);
    }
  }

  get sizes(): number {
    return this.starts.length;
  }

  /** The threshold that saves most without reaching the stop; null where none saves anything. */
  least(stop: number): SplitChoice<PromptBounds> | null {
    const found = leastPrefix(this.sizesBefore(stop), (from, to) => {
      const sums = this.sumsOf(from, to);
      return { sum: this.scaled(sums), least: this.leastOf(sums) };
    });
    return found.steps === 0 ? null : this.choice(found);
  }

  /** Points of what there is to save, with a stop that may be within. */
  curve(stop: number): SplitPoint[] {
    const within = this.sizesBefore(stop);
    const width = Math.max(1, Math.ceil(this.sizes / MOST_POINTS));
    const points: SplitPoint[] = [];
    let [requests, scaled] = [0n, 0n];
    for (let from = 0; from < this.sizes; from += width) {
      const to = Math.min(from + width, this.sizes);
      const sums = this.sumsOf(from, to);
      requests += sums.moved.requests;
      scaled += this.scaled(sums);
      const maxInput = this.sizeAt(this.starts[to - 1] as number);
      points.push({ maxInput, requests, difference: unscaled(scaled), isWithinStops: to <= within });
    }
    return points;
  }

  private choice({ steps }: Least): SplitChoice<PromptBounds> {
    const sums = this.sumsOf(0, steps);
    const difference = { low: 0n, expected: 0n, high: 0n };
    for (const [origin, levers] of sums.origins) {
      const of: LeverSums = { ...levers, assumptions: this.question.assumptionsOf(origin) };
      const estimate = differenceOf(of);
      difference.low += estimate.low;
      difference.expected += estimate.expected;
      difference.high += estimate.high;
    }
    const { misfits } = sums;
    return { part: this.bounds(steps), moved: sums.moved, difference, fit: this.fitOf(sums, steps), misfits };
  }

  private bounds(steps: number): PromptBounds {
    const size = this.sizeAt(this.starts[steps - 1] as number);
    if (this.way === "down") {
      const isCapped = this.below < Number.POSITIVE_INFINITY;
      return { maxInput: isCapped ? this.sizeAt(0) : null, minInput: size - this.question.cells.step + 1 };
    }
    return { maxInput: steps === this.sizes ? null : size, minInput: null };
  }

  private fitOf({ misfits, unknowns }: SplitSums, steps: number): FitState {
    const reached = this.question.stops.some(
      (stop) => RATE_CHECKS.includes(stop.check) && steps > this.sizesBefore(this.stopOf(stop) ?? this.never),
    );
    if (misfits > 0 || reached) return "doesNotFit";
    return unknowns > 0 || this.question.isHeadroomUnknown ? "unknown" : "fits";
  }

  /** The size at which a check stops this direction; null where none does, as below a cap that is no higher. */
  private stopOf({ smallest, largest }: Stop): number | null {
    if (this.way === "up") return smallest;
    return this.below < Number.POSITIVE_INFINITY ? null : largest;
  }

  private get never(): number {
    return this.way === "up" ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
  }

  /** How many sizes come before one that is in the way. */
  private sizesBefore(stop: number): number {
    let [low, high] = [0, this.sizes];
    while (low < high) {
      const middle = (low + high) >> 1;
      const size = this.sizeAt(this.starts[middle] as number);
      // What is told apart less finely may hold the stop itself.
      const isBefore = this.way === "up" ? size < stop : size - this.question.cells.step + 1 > stop;
      if (isBefore) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  private sizeAt(place: number): number {
    return this.question.cells.sizeOf(this.order[place] as number);
  }

  private sumsOf(from: number, to: number): SplitSums {
    return this.sums.of(this.order, this.starts[from] as number, this.starts[to] ?? this.order.length);
  }

  private scaled({ origins }: SplitSums): bigint {
    let sum = 0n;
    for (const [origin, levers] of origins) sum += scaledDifference(levers, this.question.expectedOf(origin));
    return sum;
  }

  /** Some of the traffic saves at most all that it costs now. */
  private leastOf({ origins }: SplitSums): bigint {
    let sum = 0n;
    for (const [origin, { baseline }] of origins) sum -= scaledBaseline(baseline, this.question.expectedOf(origin));
    return sum;
  }
}
