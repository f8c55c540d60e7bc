import type { MatchedModel } from "@/lib/pricing/match-model";
import type { PriceBook } from "@/lib/pricing/price-book";
import { isModel, isOfOrigin, isWithin, type Origin } from "./selection";
import { type Share, WHOLE } from "./share";
import type { Move } from "./switch-question";
import type { SizeGroup, TrafficGroup } from "./traffic";
import { UnanswerableSwitch } from "./unanswerable";

/** A move with what its names mean. */
export interface ResolvedMove {
  move: Move;
  origin: Origin;
  target: MatchedModel;
}

/** Traffic that some move takes, with the share it takes of it. */
export interface MovedTraffic {
  /** For each move, the groups it takes. */
  byMove: readonly (readonly TrafficGroup[])[];
  /** For each move, requests of aggregates of which one cannot say whether they are within its sizes: they stay. */
  undecided: readonly bigint[];
  /** Every group that is taken, with all shares together. */
  shares: ReadonlyMap<TrafficGroup, Share>;
}

/**
 * Which traffic goes where.
 * @throws UnanswerableSwitch when moves together take more than all of some traffic.
 */
export function distribute(
  book: PriceBook,
  moves: readonly ResolvedMove[],
  groups: readonly TrafficGroup[],
): MovedTraffic {
  const byMove = moves.map((): TrafficGroup[] => []);
  const undecided = moves.map(() => 0n);
  const shares = new Map<TrafficGroup, Share>();
  for (const group of groups) {
    for (const [index, { move, origin }] of moves.entries()) {
      const at = group.spanStarts[0];
      if (at === undefined || !isOfOrigin(origin, group, book, at)) continue;
      const within = isWithin(move.where, group);
      if (within === "undecided") undecided[index] = (undecided[index] ?? 0n) + (group.requests ?? group.records);
      if (within !== "in") continue;
      byMove[index]?.push(group);
      const together = ((shares.get(group) ?? 0n) + move.share) as Share;
      if (together > WHOLE) {
        throw new UnanswerableSwitch(
          "shares_exceed_whole",
          `The moves take more than all of the traffic of ${group.model}.`,
          "moves",
        );
      }
      shares.set(group, together);
    }
  }
  return { byMove, undecided, shares };
}

/** Sizes of the traffic a move speaks of; of a share of it nobody knows which requests go, so all are checked. */
export function sizesOf(
  book: PriceBook,
  { move, origin }: ResolvedMove,
  sizes: readonly SizeGroup[],
  at: TrafficGroup["spanStarts"][number],
) {
  return sizes.filter((group) => isOfOrigin(origin, group, book, at) && isWithin(move.where, group) === "in");
}

/** Whether traffic is on a model already: moving it there changes nothing, and it keeps the cost it has. */
export function isOnModel(book: PriceBook, group: TrafficGroup, target: MatchedModel): boolean {
  const at = group.spanStarts[0];
  return at !== undefined && isModel(book.match(group.provider, group.model, at), target);
}
