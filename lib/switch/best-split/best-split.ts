import { catalogueId } from "@/lib/catalogue/resolve-model";
import {
  fitQuestion,
  leverSums,
  limitsChecked,
  type MoveAnswer,
  type SwitchAnswer,
  type SwitchInput,
  targetLoads,
} from "../answer";
import { bandsOf, differenceOf, type LeverSums, valuesOf } from "../estimate";
import { type Fit, worst } from "../fit";
import { type Headroom, headroomOf } from "../headroom";
import { headroomChecks } from "../headroom-checks";
import type { MoveCosts } from "../moved-costs";
import { repriceTraffic } from "../reprice-traffic";
import { type Share, WHOLE } from "../share";
import type { ResolvedMove } from "../splits";
import { largestShare, type ShareRoom } from "./largest-share";
import { type MinuteRoom, minuteLimits } from "./minute-stops";
import { type BestThreshold, bestThreshold, type SplitChoice } from "./threshold";
import { type RecordPart, ThresholdRecords } from "./threshold-records";

/** The share of a move that saves most. */
export interface BestShare {
  /** Null where none saves anything and fits. */
  best: SplitChoice<bigint> | null;
  /** Whether it fits or not: all that other moves of the same traffic leave. */
  unlimited: SplitChoice<bigint> | null;
  /** How much the target's rate limits have room for. */
  room: ShareRoom;
}

/** How a move is best cut to a part of its traffic: what is not moved stays where it is. */
export interface BestSplit {
  move: number;
  byPromptSize: BestThreshold;
  byShare: BestShare;
}

const RATE_CHECKS: readonly string[] = ["tokensPerMinute", "requestsPerMinute"];

/**
 * Looks for the best split of a move. It is given the records of the question's moves, part by part; nothing of them is
 * kept but sums by prompt size.
 */
export class BestSplitSearch {
  private readonly records: ThresholdRecords;
  private readonly answer: MoveAnswer;
  private readonly room: MinuteRoom;
  private readonly withAll: Headroom;
  private readonly fitWithoutRates: Fit["state"];
  private readonly largest: bigint;

  constructor(
    private readonly input: SwitchInput,
    { moves }: SwitchAnswer,
    private readonly move: number,
    mostCells?: number,
  ) {
    this.answer = moves[move] as MoveAnswer;
    const { resolved, levers, fit } = this.answer;
    this.fitWithoutRates = worst(
      fit.checks.filter(({ check }) => !RATE_CHECKS.includes(check)).map(({ state }) => state),
    );
    this.largest = WHOLE - this.shareOfOthers();
    const whole = this.headroomAt(resolved.move.share);
    this.withAll = whole.headroom;
    this.room = this.roomOf(whole.loads);
    const threshold = { fit: fitQuestion(input, resolved, levers), room: this.room, mostCells };
    this.records = new ThresholdRecords(input, move, input.traffic.nameOf, threshold);
  }

  /** Takes records of the question's moves. */
  add(part: RecordPart): void {
    this.records.add(part);
  }

  result(): BestSplit {
    return { move: this.move, byPromptSize: this.byPromptSize(), byShare: this.byShare() };
  }

  private byPromptSize(): BestThreshold {
    const { costs, levers, resolved } = this.answer;
    const assumptions = new Map(
      costs.origins.map(({ origin }, index) => [idOf(origin), (levers[index] as LeverSums).assumptions]),
    );
    const expected = new Map(
      [...assumptions].map(([origin, all]) => [origin, valuesOf(bandsOf(all), () => "expected")] as const),
    );
    return bestThreshold({
      cells: this.records.cells,
      priced: this.records.priced,
      share: resolved.move.share,
      stops: this.records.stops(),
      assumptionsOf: (origin) => assumptions.get(origin) ?? [],
      expectedOf: (origin) => expected.get(origin) ?? valuesOf(bandsOf([]), () => "expected"),
      isHeadroomUnknown: this.isHeadroomUnknown(),
    });
  }

  private byShare(): BestShare {
    const { loads } = this.headroomAt(this.largest as Share);
    const room = largestShare(this.roomOf(loads), this.largest);
    const unlimited = this.atShare(this.largest, this.largest > room.share);
    if (this.fitWithoutRates === "doesNotFit" || room.share === 0n) return { best: null, unlimited, room };
    return { best: room.share === this.largest ? unlimited : this.atShare(room.share, false), unlimited, room };
  }

  /**
   * What a share saves; null where it saves nothing. A smaller one never saves more: a part of the traffic costs in
   * proportion, but for its cache, which is hit less.
   */
  private atShare(share: bigint, isThrottled: boolean): SplitChoice<bigint> | null {
    if (share === 0n) return null;
    const { book, question, shape, appliedRates, traffic } = this.input;
    const moves = this.movesWith(share as Share);
    const { contexts } = shape.costs;
    const repricing = { book, moves, prices: question.prices, contexts, days: shape.days, appliedRates };
    const costs = repriceTraffic(repricing, traffic).moves[this.move] as MoveCosts;
    const difference = { low: 0n, expected: 0n, high: 0n };
    for (const [index, levers] of leverSums(moves[this.move] as ResolvedMove, costs, question).entries()) {
      if (!costs.origins[index]?.isComparable) continue;
      const estimate = differenceOf(levers);
      difference.low += estimate.low;
      difference.expected += estimate.expected;
      difference.high += estimate.high;
    }
    if (difference.expected >= 0n) return null;
    const misfits = Math.max(0, ...this.answer.fit.checks.map(({ counts }) => counts.doesNotFit.requests));
    const rates = isThrottled ? "doesNotFit" : this.isHeadroomUnknown() ? "unknown" : "fits";
    return { part: share, moved: costs.sums, difference, fit: worst([this.fitWithoutRates, rates]), misfits };
  }

  /** Whether rate limits are asked about of which nobody can prove, for all of the move, that they are kept. */
  private isHeadroomUnknown(): boolean {
    const { tier } = limitsChecked(this.input, this.answer.resolved.target);
    if (tier === null) return false;
    const areUntimed = this.withAll.limits.some(({ untimed }) => untimed.records > 0);
    return headroomChecks(this.withAll, tier).some(
      ({ state }) => state === "unknown" || (state === "doesNotFit" && areUntimed),
    );
  }

  private roomOf(withAll: MinuteRoom["withAll"]): MinuteRoom {
    const without = this.headroomAt(0n as Share).loads;
    const { tier } = limitsChecked(this.input, this.answer.resolved.target);
    return { without, withAll, limits: minuteLimits(this.withAll.limits, tier) };
  }

  private headroomAt(share: Share) {
    const { target } = this.answer.resolved;
    const { loads, groups, own } = targetLoads(this.input, this.movesWith(share), target);
    return { loads, headroom: headroomOf(target, loads, groups, own) };
  }

  private movesWith(share: Share): ResolvedMove[] {
    return this.input.moves.map((resolved, index) =>
      index === this.move ? { ...resolved, move: { ...resolved.move, share } } : resolved,
    );
  }

  /** What other moves take of the same traffic. */
  private shareOfOthers(): bigint {
    const { move, condition } = this.answer.resolved;
    return this.input.moves.reduce(
      (sum, other, index) =>
        index !== this.move && other.move.fromModel === move.fromModel && other.condition === condition
          ? sum + other.move.share
          : sum,
      0n,
    );
  }
}

function idOf(origin: MoveCosts["origins"][number]["origin"]): string {
  return origin ? catalogueId(origin) : "";
}
