import type { MatchedModel } from "@/lib/pricing/match-model";
import type { PriceBook } from "@/lib/pricing/price-book";
import type { Instant } from "@/lib/usage/instant";
import { isOfOrigin, type Origin } from "./selection";
import { type Share, WHOLE } from "./share";
import type { Move } from "./switch-question";
import { type Outcomes, outcomeOf } from "./traffic/row-conditions";
import { UnanswerableSwitch } from "./unanswerable";

/** A move with what its names mean. */
export interface ResolvedMove {
  move: Move;
  origin: Origin;
  target: MatchedModel;
  /** Which of the question's conditions is this move's; null when it has none. */
  condition: number | null;
}

/** Moves of the same traffic, each a part of it: with shares it goes to several models. */
export interface Split {
  origin: Origin;
  condition: number | null;
  /** Numbers of the moves. */
  moves: readonly number[];
  /** All their shares together. */
  share: Share;
}

/**
 * Moves of the same traffic belong together, in the order of the first of them.
 * @throws UnanswerableSwitch when they take more than all of it.
 */
export function splitsOf(moves: readonly ResolvedMove[]): Split[] {
  const splits = new Map<string, { origin: Origin; condition: number | null; moves: number[]; share: bigint }>();
  for (const [index, { move, origin, condition }] of moves.entries()) {
    const key = JSON.stringify([move.fromModel, condition]);
    const split = splits.get(key) ?? { origin, condition, moves: [], share: 0n };
    splits.set(key, split);
    split.moves.push(index);
    split.share += move.share;
    if (split.share > WHOLE) {
      const message = `The moves take more than all of the traffic of ${move.fromModel ?? "all models"}.`;
      throw new UnanswerableSwitch("shares_exceed_whole", message, "moves");
    }
  }
  return [...splits.values()].map((split) => ({ ...split, share: split.share as Share }));
}

/** What becomes of traffic: a split takes it, or it stays; `undecided` for want of details of its single requests. */
export interface Choice {
  split: Split | null;
  /** The split that some of it may belong to: as nobody can say how much, all of it stays. */
  undecided: Split | null;
}

const STAYS: Choice = { split: null, undecided: null };

/** Finds the first split that traffic belongs to. */
export class SplitChooser {
  private readonly known = new Map<string, Choice>();

  constructor(
    private readonly book: PriceBook,
    private readonly splits: readonly Split[],
  ) {}

  /** `outcomes`: of the question's conditions. */
  choose(traffic: { provider: string | null; model: string }, at: Instant, outcomes: Outcomes): Choice {
    const key = `${traffic.provider ?? ""}\n${traffic.model}\n${this.book.periodOf(at)}\n${outcomes}`;
    let choice = this.known.get(key);
    if (!choice) {
      choice = this.find(traffic, at, outcomes);
      this.known.set(key, choice);
    }
    return choice;
  }

  private find(traffic: { provider: string | null; model: string }, at: Instant, outcomes: Outcomes): Choice {
    for (const split of this.splits) {
      if (!isOfOrigin(split.origin, traffic, this.book, at)) continue;
      const outcome = split.condition === null ? "in" : outcomeOf(outcomes, split.condition);
      if (outcome === "in") return { split, undecided: null };
      if (outcome === "undecided") return { split: null, undecided: split };
    }
    return STAYS;
  }
}
