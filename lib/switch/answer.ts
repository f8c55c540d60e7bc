import type { MatchedModel } from "@/lib/pricing/match-model";
import type { PriceBook } from "@/lib/pricing/price-book";
import type { Totals } from "@/lib/spend/measures";
import { type Instant, instantFromDate } from "@/lib/usage/instant";
import { checkFit, type Fit } from "./fit";
import { addMovedSums, type MovedSums, type MoveResult, moveResult, noMovedSums } from "./move-result";
import { distribute, type ResolvedMove, sizesOf } from "./moved-traffic";
import { type Candidate, type RankedModel, rankModels } from "./ranking";
import type { SwitchQuestion } from "./switch-question";
import type { SizeGroup, TrafficGroup } from "./traffic";

/** One day (or part of one at the ends) of everything in scope. */
export interface DayTotals {
  start: Date;
  end: Date;
  partial: boolean;
  totals: Totals;
}

/** What is known of the traffic in scope. */
export interface SwitchData {
  /** Spend as it is: all models in scope. */
  totals: Totals;
  days: readonly DayTotals[];
  /** Traffic of the models the moves speak of. */
  groups: readonly TrafficGroup[];
  sizes: readonly SizeGroup[];
}

/** One move with what it does and whether it fits. */
export interface MoveAnswer {
  resolved: ResolvedMove;
  result: MoveResult;
  fit: Fit;
  undecided: bigint;
}

/** The answer to a what-if. Amounts of moved traffic are in millionths (see share.ts). */
export interface SwitchAnswer {
  question: SwitchQuestion;
  totals: Totals;
  moved: MovedSums;
  days: readonly (DayTotals & { moved: MovedSums })[];
  moves: readonly MoveAnswer[];
  ranking: readonly RankedModel[];
}

/** Latest instant at which a price can matter: aggregates that begin in the period may end after it. */
export function lastPriceInstant(to: Date): Instant {
  return instantFromDate(new Date(to.getTime() + 31 * 86_400_000));
}

/**
 * Answers a what-if.
 * @throws UnanswerableSwitch when moves together take more than all of some traffic.
 */
export function answerSwitch(
  book: PriceBook,
  question: SwitchQuestion,
  moves: readonly ResolvedMove[],
  data: SwitchData,
  candidates: readonly Candidate[],
  limitsOf: (target: MatchedModel) => Candidate["limits"],
): SwitchAnswer {
  const traffic = distribute(book, moves, data.groups);
  const at = instantFromDate(question.from);
  const answers = moves.map((resolved, index): MoveAnswer => {
    const groups = traffic.byMove[index] ?? [];
    return {
      resolved,
      result: moveResult(book, resolved, groups, question.levers),
      fit: checkFit(sizesOf(book, resolved, data.sizes, at), limitsOf(resolved.target), question.usageTier),
      undecided: traffic.undecided[index] ?? 0n,
    };
  });
  const moved = sumOf(answers.map(({ result }) => result.sums));
  const days = data.days.map((day) => ({
    ...day,
    moved: sumOf(answers.flatMap(({ result }) => result.byDay.get(day.start.getTime()) ?? [])),
  }));
  const ranking = rankModels(book, candidates, {
    shares: traffic.shares,
    sizes: [...new Set(moves.flatMap((resolved) => sizesOf(book, resolved, data.sizes, at)))],
    from: at,
    to: lastPriceInstant(question.to),
    usageTier: question.usageTier,
  });
  return { question, totals: data.totals, moved, days, moves: answers, ranking };
}

function sumOf(parts: readonly MovedSums[]): MovedSums {
  const sums = noMovedSums();
  for (const part of parts) addMovedSums(sums, part);
  return sums;
}
