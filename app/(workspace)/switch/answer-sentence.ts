import { addUsd, type FemtoUsd, formatUsd, parseUsd, usdString } from "@/lib/pricing/money";
import { formatCount } from "@/lib/spend/format-count";
import { formatBetween } from "@/lib/spend/format-totals";
import type { CostJson, DifferenceJson, EstimateJson } from "@/lib/switch/amounts-to-json";
import type { SwitchAnswerJson } from "@/lib/switch/answer-to-json";
import type { MoveResultJson } from "@/lib/switch/scenarios/scenario-result";
import { fitSentence } from "./fit-sentence";

/** What the sentence is made of. */
export type SentenceAnswer = Pick<
  SwitchAnswerJson,
  "moves" | "perMonth" | "estimatedDifference" | "fit" | "headroom" | "rateLimits"
>;

/** The answer in one sentence: what it saves in a month, how sure that is, and whether it fits. */
export function answerSentence(answer: SentenceAnswer): string {
  const { moves } = answer;
  if (moves.every(({ requests }) => Number(requests) === 0)) return "There is no such traffic in this period.";
  return `${unpricedSentence(moves) ?? costSentence(answer)}; ${fitSentence(answer)}.`;
}

/** What can be said where all of the traffic has no price now, or none there; null where they can be compared. */
export function unpricedSentence(moves: readonly PricedMove[]): string | null {
  if (isUnpriced(moves, "there")) return "Has no price there, so nothing can be said of its cost";
  return isUnpriced(moves, "now") ? "Has no price now, so nothing can be said of what a switch saves" : null;
}

/** Whether a difference can be told: some of the traffic has a price now, and some has one there. */
export function isComparable(moves: readonly PricedMove[]): boolean {
  return !isUnpriced(moves, "now") && !isUnpriced(moves, "there");
}

type PricedMove = Pick<MoveResultJson, "requests" | "unpriced">;

/** Whether there is traffic and none of it has a price, now or on its targets. */
export function isUnpriced(moves: readonly PricedMove[], side: "now" | "there"): boolean {
  return moves.every(({ requests, unpriced }) => {
    return Number(requests) > 0 && BigInt(unpriced?.[side].requests ?? 0) >= BigInt(requests);
  });
}

/** What it saves in a month, and how sure that is: the beginning of a sentence. */
export function costSentence({
  perMonth,
  estimatedDifference: { percent },
}: Pick<SwitchAnswerJson, "perMonth" | "estimatedDifference">): string {
  const { low, expected, high } = perMonth.estimatedDifference;
  const amount = parseUsd(expected);
  const share = percent === null || percent === 0 ? "" : ` (${percentText(percent)})`;
  if (amount === 0n && low === high) return "Costs the same";
  const middle =
    amount === 0n
      ? "Costs the same, as expected"
      : amount < 0n
        ? `Saves ${size(amount)} a month${share}`
        : `Costs ${size(amount)} more a month${share}`;
  return readsAlike(low, high) ? middle : `${middle}, ${bandText(parseUsd(low), parseUsd(high))}`;
}

/** A band of differences; what is saved is negative. */
function bandText(low: bigint, high: bigint): string {
  if (high <= 0n) return `between ${size(high)} and ${size(low)}`;
  if (low >= 0n) return `between ${size(low)} and ${size(high)}`;
  return `between ${size(low)} less and ${size(high)} more`;
}

function readsAlike(low: string, high: string): boolean {
  return signedUsd(low) === signedUsd(high);
}

function size(amount: bigint): string {
  const positive = amount < 0n ? -amount : amount;
  return formatUsd(positive as FemtoUsd);
}

/** The same tokens on the target, in words: what is always beside the expectation. */
export function sameTokensSentence({ perMonth, difference: { percent } }: SwitchAnswerJson): string {
  const { cost, costHigh = cost } = perMonth.difference;
  const amount = parseUsd(cost);
  const share = percent === null || percent === 0 ? "" : ` (${percentText(percent)})`;
  if (!readsAlike(cost, costHigh)) {
    const [low, high] = [amount, parseUsd(costHigh)];
    const end = high <= 0n ? " less" : low >= 0n ? " more" : "";
    return `The same tokens: ${bandText(low, high)}${end} a month.`;
  }
  if (amount === 0n) return "The same tokens cost the same there.";
  const words = amount < 0n ? `${size(amount)} less` : `${size(amount)} more`;
  return `The same tokens, priced exactly: ${words} a month${share}.`;
}

/** What a month is made of: "from 30 days of traffic". */
export function monthHint({ perMonth }: SwitchAnswerJson): string {
  const days =
    perMonth.days < 10 ? perMonth.days.toFixed(1).replace(/\.0$/, "") : formatCount(Math.round(perMonth.days));
  return `Scaled to a month from ${days} ${days === "1" ? "day" : "days"} of traffic.`;
}

/** A cost, or the interval it lies in. */
export function costText({ cost, costHigh }: CostJson): string {
  return formatBetween(parseUsd(cost), parseUsd(costHigh ?? cost));
}

/** A signed difference with its percentage, or the two it lies between. */
export function difference({ cost, costHigh = cost, percent }: DifferenceJson): string {
  const text = readsAlike(cost, costHigh) ? signedUsd(cost) : `${signedUsd(cost)} to ${signedUsd(costHigh)}`;
  return percent === null ? text : `${text} (${percentText(percent)})`;
}

/** The band of what is expected: "from −$4.20 to −$3.10"; nothing where it is one amount. */
export function expectedBand({ low, high }: EstimateJson): string {
  return readsAlike(low, high) ? "" : `from ${signedUsd(low)} to ${signedUsd(high)}`;
}

/** A signed amount for people: "−$12.50", "+$3.00". */
export function signedUsd(usd: string): string {
  const value = parseUsd(usd);
  return value > 0n ? `+${formatUsd(value)}` : formatUsd(value);
}

/** A signed percentage: "−38.2%". */
export function percentText(percent: number): string {
  const amount = Math.abs(percent);
  const digits = amount >= 100 ? formatCount(Math.round(amount)) : amount.toFixed(1).replace(/\.0$/, "");
  return `${percent < 0 ? "−" : percent > 0 ? "+" : ""}${digits}%`;
}

/** What the moves come to together, now or on their targets. */
export function sumOfMoves(moves: SwitchAnswerJson["moves"], side: "baseline" | "result"): CostJson {
  const low = addUsd(...moves.map((move) => parseUsd(move[side].cost)));
  const high = addUsd(...moves.map((move) => parseUsd(move[side].costHigh ?? move[side].cost)));
  return { cost: usdString(low), ...(high > low ? { costHigh: usdString(high) } : {}) };
}
