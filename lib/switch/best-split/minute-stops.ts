import type { LimitHeadroom } from "../headroom";
import type { MinuteLoad } from "../minute-load";
import { WHOLE } from "../share";
import { above } from "../size-edges";
import { leastPosition } from "../traffic/size-buckets";
import type { Stop } from "./stops";

const MEASURES = ["tokens", "requests"] as const;
type Measure = (typeof MEASURES)[number];

/** A minute that is above a limit with all of a move, in millionths. */
interface FullMinute {
  check: "tokensPerMinute" | "requestsPerMinute";
  abovePromptTokens: number | null;
  /** What may come: up to the limit, or nothing where the minute is above it already. */
  room: number;
}

/** What a move adds in a minute, by the size of its prompts. */
interface Additions {
  sizes: number[];
  amounts: number[];
}

/** What a move's rate limits are, and what the minutes have without it and with all of it. */
export interface MinuteRoom {
  without: readonly MinuteLoad[];
  withAll: readonly MinuteLoad[];
  /** By load; null where nobody knows the limit, or none is asked about. */
  limits: readonly Record<Measure, number | null>[];
}

/** The limits of a headroom at a usage tier; none where none is asked about. */
export function minuteLimits(limits: readonly LimitHeadroom[], tier: string | null): MinuteRoom["limits"] {
  return limits.map(({ tiers }) => {
    const at = tiers.find((one) => one.tier === tier);
    return { tokens: at?.tokensPerMinute.limit.value ?? null, requests: at?.requestsPerMinute.limit.value ?? null };
  });
}

/** Minutes that a move would fill, and the prompts that fill them. */
export class MinuteStops {
  private readonly full = new Map<string, FullMinute>();
  private readonly added = new Map<string, Additions>();

  constructor(private readonly room: MinuteRoom) {
    for (const [index, load] of room.withAll.entries()) {
      for (const measure of MEASURES) this.findFull(index, load, measure);
    }
  }

  private findFull(index: number, load: MinuteLoad, measure: Measure): void {
    const limit = this.room.limits[index]?.[measure] ?? null;
    if (limit === null) return;
    const most = limit * Number(WHOLE);
    const before = (this.room.without[index] as MinuteLoad)[measure];
    for (let minute = 0; minute < load[measure].length; minute += 1) {
      const whole = load[measure][minute] as number;
      const now = before[minute] as number;
      if (whole <= most || whole <= now) continue;
      this.full.set(keyOf(index, measure, minute), {
        check: measure === "tokens" ? "tokensPerMinute" : "requestsPerMinute",
        abovePromptTokens: load.abovePromptTokens,
        room: Math.max(0, most - now),
      });
    }
  }

  /** Whether there is any such minute. */
  get areThere(): boolean {
    return this.full.size > 0;
  }

  /** A record of which `weight` millionths come to the target; `stated` as in a piece, `time` in minutes since 1970. */
  add(minute: number, prompt: number, stated: number, amounts: Record<Measure, number>, weight: number): void {
    const index = this.loadOf(leastPosition(prompt, stated));
    // Of aggregates that may be under several limits nobody knows which they fill.
    if (stated !== 2 && index !== this.loadOf(above(prompt) - 1)) return;
    const place = minute - (this.room.withAll[index] as MinuteLoad).firstMinute;
    for (const measure of MEASURES) {
      const key = keyOf(index, measure, place);
      if (!this.full.has(key)) continue;
      const added = this.added.get(key) ?? { sizes: [], amounts: [] };
      this.added.set(key, added);
      added.sizes.push(prompt);
      added.amounts.push(amounts[measure] * weight);
    }
  }

  private loadOf(position: number): number {
    const { withAll } = this.room;
    let found = 0;
    for (const [index, { abovePromptTokens }] of withAll.entries()) {
      if (abovePromptTokens !== null && position >= above(abovePromptTokens)) found = index;
    }
    return found;
  }

  /** Where thresholds have to stop. */
  list(): Stop[] {
    return [...this.added].map(([key, { sizes, amounts }]) => {
      const { check, abovePromptTokens, room } = this.full.get(key) as FullMinute;
      const order = [...sizes.keys()].sort((a, b) => (sizes[a] as number) - (sizes[b] as number));
      return {
        check,
        of: abovePromptTokens === null ? null : `prompts above ${abovePromptTokens}`,
        smallest: firstAbove(order, sizes, amounts, room),
        largest: firstAbove(order.reverse(), sizes, amounts, room),
      };
    });
  }
}

function keyOf(load: number, measure: Measure, minute: number): string {
  return `${load} ${measure} ${minute}`;
}

/** The size with which a sum is above what there is room for; null where it never is. */
function firstAbove(
  order: readonly number[],
  sizes: readonly number[],
  amounts: readonly number[],
  room: number,
): number | null {
  let sum = 0;
  for (const [place, at] of order.entries()) {
    sum += amounts[at] as number;
    const next = order[place + 1];
    const isLast = next === undefined || sizes[next] !== sizes[at];
    if (isLast && sum > room) return sizes[at] as number;
  }
  return null;
}
