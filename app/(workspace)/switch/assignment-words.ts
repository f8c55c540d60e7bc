import { femtoUsd, formatUsd, parseUsd } from "@/lib/pricing/money";
import { type Dimension, dimensionLabel, isTagDimension } from "@/lib/spend/dimensions";
import { formatCount } from "@/lib/spend/format-count";
import { formatDateTime } from "@/lib/spend/format-time";
import type { CostJson } from "@/lib/switch/amounts-to-json";
import type {
  AssignedSegmentJson,
  AssignmentConstraintJson,
  AssignmentJson,
} from "@/lib/switch/assignment/assignment-to-json";
import { costText } from "./answer-sentence";
import { misfitsText } from "./fit-sentence";

/** A month in millionths of days, as the answer's `perMonth` scales. */
const MONTH = 30_437_500n;

/** An amount of some days of traffic, as of a month. */
function monthly(usd: string, days: number): bigint {
  return (parseUsd(usd) * MONTH) / BigInt(Math.max(1, Math.round(days * 1_000_000)));
}

function money(amount: bigint): string {
  return formatUsd(femtoUsd(amount < 0n ? -amount : amount));
}

/** What one segment is called: "project", "value of tag team". */
export function segmentName(by: Dimension): string {
  const label = dimensionLabel(by, { inText: true });
  return isTagDimension(by) ? `value of ${label}` : label;
}

/** How many segments: "3 projects", "1 value of tag team". */
export function segmentsText(count: number, by: string): string {
  const name = segmentName(by as Dimension);
  const many = name.startsWith("value of ") ? name.replace("value", "values") : `${name}s`;
  return `${formatCount(count)} ${count === 1 ? name : many}`;
}

/** The assignment in a sentence: what it saves in a month, how many move, and how sure it is that nothing saves more. */
export function assignmentSentence(assignment: AssignmentJson, days: number): string {
  const { by, segments, otherSegments, moves, expectedDifference } = assignment;
  const all = segments.length + otherSegments;
  if (all === 0) return "There is no such traffic in this period.";
  if (assignment.state === "infeasible") return "No assignment is possible.";
  if (assignment.state === "unsolved") return "Nothing was found in the time there is.";
  const amount = monthly(expectedDifference, days);
  const who = `${formatCount(moves)} of ${segmentsText(all, by)} ${moves === 1 ? "moves" : "move"}`;
  if (moves === 0) return `Stays as it is: ${who}.`;
  if (amount === 0n) return `Costs the same as today: ${who}.`;
  return amount < 0n
    ? `Saves ${money(amount)} a month against today: ${who}.`
    : `Costs ${money(amount)} more a month than today: ${who}.`;
}

/** Whether another assignment may be better. */
export function proofSentence({ state, isProven, gap }: AssignmentJson, days: number): string {
  if (state !== "solved") return "";
  if (isProven) return "Proven: no other assignment is expected to cost less.";
  const most = monthly(gap, days);
  return most === 0n
    ? "Not proven: time ran out before every other assignment was ruled out."
    : `Not proven: time ran out. Another assignment could save up to ${money(most)} a month more.`;
}

/** Where a segment could not go, or why it stays all the same: what is said beside it. */
export function stayText(segment: AssignedSegmentJson): string {
  const { baseline, options } = segment;
  if (isUnknown(segment)) return "no cost known";
  if (isNothing(baseline)) return "nothing to save";
  if (options.length === 0) return "no model may take it";
  const possible = options.filter(({ refusal }) => refusal === null);
  if (possible.length === 0) return options.some(({ refusal }) => refusal === "fit") ? "fits nowhere" : "has no price";
  const saves = possible.some(({ estimatedDifference: { expected } }) => parseUsd(expected) < 0n);
  return saves ? "kept by the limits" : "costs least here";
}

function isNothing({ cost, costHigh = cost }: CostJson): boolean {
  return costHigh === "0";
}

function hasUnpriced({ unpriced: { requests, tokens } }: Pick<AssignedSegmentJson, "unpriced">): boolean {
  return Number(requests) > 0 || Number(tokens) > 0;
}

/** Usage without a price is in no cost: where that is all there is, nothing is known of it. */
function isUnknown(segment: AssignedSegmentJson): boolean {
  return isNothing(segment.baseline) && hasUnpriced(segment);
}

/** A cost that usage without a price would add to. */
function atLeast(segment: AssignedSegmentJson, text: string): string {
  return `${hasUnpriced(segment) ? "≥ " : ""}${text}`;
}

/** What a segment costs now; a lower bound where some of it has no price. */
export function nowText(segment: AssignedSegmentJson): string {
  return isUnknown(segment) ? "none known" : atLeast(segment, costText(segment.baseline));
}

/** How much of a segment's traffic has no price now; null where all has one. */
export function unpricedText(segment: Pick<AssignedSegmentJson, "unpriced">): string | null {
  if (!hasUnpriced(segment)) return null;
  const { requests, tokens } = segment.unpriced;
  return Number(requests) > 0
    ? `${formatCount(BigInt(requests))} unpriced`
    : `${formatCount(BigInt(tokens))} tokens unpriced`;
}

/**
 * What a segment is expected to cost where it goes: now, grown as `growth` (1: as it is) says, and the difference.
 * Between bounds it is halfway, and said to be; what has no price now is not in it.
 */
export function thenText(segment: AssignedSegmentJson, growth: number): string {
  const { baseline, toModel, options } = segment;
  const grown = (usd: string) => (parseUsd(usd) * BigInt(Math.round(growth * 1000))) / 1000n;
  const { cost, costHigh } = baseline;
  if (toModel === null) return isUnknown(segment) ? "none known" : atLeast(segment, grownText(baseline, grown));
  const option = options.find(({ model }) => model === toModel);
  if (!option) return "–";
  const now = (grown(cost) + grown(costHigh ?? cost)) / 2n;
  const then = formatUsd(femtoUsd(now + parseUsd(option.estimatedDifference.expected)));
  return atLeast(segment, costHigh ? `about ${then}` : then);
}

function grownText({ cost, costHigh }: CostJson, grown: (usd: string) => bigint): string {
  return [cost, ...(costHigh ? [costHigh] : [])].map((usd) => formatUsd(femtoUsd(grown(usd)))).join(" – ");
}

/** What a limit is called: "the limit of 30,000 tokens a minute on openai/gpt-5". */
function limitName({ kind, model, measure, abovePromptTokens, limit }: AssignmentConstraintJson): string {
  if (kind === "mostMoves") return "the number of moves";
  if (kind === "fit") return "requests that do not fit";
  const of = abovePromptTokens === null ? "" : ` for prompts above ${formatCount(abovePromptTokens)} tokens`;
  return `the limit of ${formatCount(limit ?? 0)} ${measure} a minute on ${model}${of}`;
}

/** What relaxing a limit that is in the way is worth. */
export function constraintSentence(constraint: AssignmentConstraintJson, days: number, timeZone: string): string {
  const { kind, worth, isProven, fullest, limit, measure } = constraint;
  const more = `${isProven ? "" : "at least "}${money(monthly(worth, days))} a month more`;
  if (kind === "mostMoves") return `One more move would save ${more}.`;
  if (kind === "fit") return `If the requests that do not fit could go too, it would save ${more}.`;
  const minute = fullest
    ? ` Its fullest minute: ${formatDateTime(new Date(fullest.minute), timeZone)}, ${formatCount(Math.round(fullest.amount))} of ${formatCount(limit ?? 0)} ${measure}.`
    : "";
  return `Without ${limitName(constraint)} it would save ${more}.${minute}`;
}

/** The limits that are not in the way, and those of which it was not found out; null without any. */
export function freeLimitsSentence(constraints: readonly AssignmentConstraintJson[]): string | null {
  const free = constraints.filter(({ isBinding, isProven }) => !isBinding && isProven).map(limitName);
  const open = constraints.filter(({ isBinding, isProven }) => !isBinding && !isProven).map(limitName);
  const parts = [
    ...(free.length > 0 ? [`Not in the way: ${free.join("; ")}.`] : []),
    ...(open.length > 0 ? [`Not found out in time what these are worth: ${open.join("; ")}.`] : []),
  ];
  return parts.length === 0 ? null : parts.join(" ");
}

/** Why nothing is possible: the segments that have to move and cannot, or that they cannot all together. */
export function infeasibleReasons({ by, segments, mostMoves }: AssignmentJson): string[] {
  const moving = segments.filter(({ mayStay }) => !mayStay);
  const stuck = moving.filter(({ options }) => options.every(({ refusal }) => refusal !== null));
  if (stuck.length > 0) return stuck.map(stuckText);
  if (mostMoves !== null && moving.length > mostMoves) {
    return [
      `${segmentsText(moving.length, by)} have to move, and at most ${formatCount(mostMoves)} may: allow more moves, or let some stay.`,
    ];
  }
  return [
    "Each could go somewhere, but the rate limits have no room for all of them together: let some stay, add models, or choose a higher usage tier.",
  ];
}

function stuckText({ value, options }: AssignedSegmentJson): string {
  const reasons = options.map(({ model, refusal, requestsThatDoNotFit: misfits }) =>
    refusal === "price" ? `${model} has no price for some of it` : `${misfitsText(misfits)} ${model}`,
  );
  return `${value ?? "not stated"} has to move and cannot: ${reasons.length === 0 ? "no model may take it" : reasons.join("; ")}.`;
}
