import { formatUsd, parseUsd } from "@/lib/pricing/money";
import type { CostJson, DifferenceJson } from "@/lib/switch/amounts-to-json";
import type { SwitchAnswerJson } from "@/lib/switch/answer-to-json";

/** The answer in one sentence. */
export function answerSentence(answer: SwitchAnswerJson): string {
  const [move] = answer.moves;
  if (!move) return "";
  const saved = parseUsd(move.difference.cost);
  if (saved === 0n) return "Costs the same.";
  const [verb, size] = saved < 0n ? ["Saves", -saved] : ["Costs", saved];
  const percent = move.difference.percent === null ? "" : ` (${percentText(move.difference.percent)})`;
  return `${verb} ${formatUsd(size as typeof saved)}${saved < 0n ? "" : " more"}${percent} in this period.`;
}

/** A cost, or the interval it lies in. */
export function costText({ cost, costHigh }: CostJson): string {
  const low = formatUsd(parseUsd(cost));
  return costHigh ? `${low} – ${formatUsd(parseUsd(costHigh))}` : low;
}

/** A signed difference with its percentage. */
export function difference({ cost, costHigh, percent }: DifferenceJson): string {
  const text = costHigh ? `${signed(cost)} – ${signed(costHigh)}` : signed(cost);
  return percent === null ? text : `${text} (${percentText(percent)})`;
}

function signed(usd: string): string {
  const value = parseUsd(usd);
  return value > 0n ? `+${formatUsd(value)}` : formatUsd(value);
}

/** A signed percentage: "−38.2%". */
export function percentText(percent: number): string {
  const size = Math.abs(percent);
  const digits = size >= 100 ? Math.round(size).toString() : size.toFixed(1);
  return `${percent < 0 ? "−" : percent > 0 ? "+" : ""}${digits}%`;
}
