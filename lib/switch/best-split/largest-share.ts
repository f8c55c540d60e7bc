import type { MinuteLoad } from "../minute-load";
import { WHOLE } from "../share";
import type { MinuteRoom } from "./minute-stops";

/** How much of a move's traffic there is room for. */
export interface ShareRoom {
  /** The largest share whose minutes are within the limits, millionths; 0: none at all. */
  share: bigint;
  /** The minute that allows no more; null where all of it fits. */
  fullest: { check: "tokensPerMinute" | "requestsPerMinute"; abovePromptTokens: number | null; minute: number } | null;
}

/**
 * The largest share of a move that fits: its loads are in proportion to its share. `whole` is the share that `withAll`
 * has. Minutes that are above a limit without the move may not get worse.
 */
export function largestShare({ without, withAll, limits }: MinuteRoom, whole: bigint): ShareRoom {
  let room: ShareRoom = { share: whole, fullest: null };
  for (const [index, load] of withAll.entries()) {
    for (const measure of ["tokens", "requests"] as const) {
      const limit = limits[index]?.[measure] ?? null;
      if (limit === null) continue;
      const most = limit * Number(WHOLE);
      const before = (without[index] as MinuteLoad)[measure];
      for (let minute = 0; minute < before.length; minute += 1) {
        const [now, then] = [before[minute] as number, load[measure][minute] as number];
        if (then <= most || then <= now) continue;
        const share = (BigInt(Math.max(0, most - now)) * whole) / BigInt(then - now);
        if (share >= room.share) continue;
        const check = measure === "tokens" ? "tokensPerMinute" : "requestsPerMinute";
        const { abovePromptTokens, firstMinute } = load;
        room = { share, fullest: { check, abovePromptTokens, minute: firstMinute + minute } };
      }
    }
  }
  return room;
}
