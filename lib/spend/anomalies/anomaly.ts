import type { FemtoUsd } from "@/lib/pricing/money";
import { formatUsd, usdString } from "@/lib/pricing/money";
import { scopeInWords, unpricedInWords } from "../budgets/alert-words";
import type { BudgetScope } from "../budgets/budget";
import { formatTimeOfDay, formatWeekday } from "../format-time";
import { isUnpriced } from "../format-totals";
import { type Totals, totalsToJson } from "../measures";
import type { Judgement } from "./judge";
import type { JudgedDay } from "./judged-days";

/** What is watched for anomalies: the whole organisation, or one model or project. */
export type AnomalyScope = (BudgetScope & { dimension: "model" | "project" }) | null;

/** A day of some usage, and how it compares. */
export interface JudgedUsage {
  scope: AnomalyScope;
  day: JudgedDay;
  spent: Totals;
  judgement: Judgement;
}

/** How a day compares, in words: what it cost, what is usual, and from what. */
export function judgementWords({ scope, day, spent, judgement }: JudgedUsage, timeZone: string): string {
  const weekday = formatWeekday(day.from, timeZone);
  const part = day.isWhole ? `on ${weekday}` : `on ${weekday} until ${formatTimeOfDay(day.to, timeZone)}`;
  const unpriced = unpricedInWords(spent);
  const figure = isUnpriced(spent)
    ? "Only usage without a price"
    : `${unpriced ? "At least " : ""}${formatUsd(spent.cost)}`;
  const cost = `${figure} ${part}, ${scopeInWords(scope)}.`;
  return [cost, usualWords(judgement, spent.cost, weekday, day.isWhole), unpriced].filter(Boolean).join(" ");
}

/** What people are told of a day that cost more than usual. */
export function anomalyTitle({ scope, day }: JudgedUsage, timeZone: string): string {
  const weekday = formatWeekday(day.from, timeZone);
  const whose = scope === null ? "" : ` by ${scope.dimension} ${scope.value}`;
  return `Spend${whose} is unusually high on ${weekday}, ${day.day}`;
}

function usualWords(judgement: Judgement, spent: FemtoUsd, weekday: string, isWhole: boolean): string {
  if (judgement.kind === "too_little_history") {
    const { weeks } = judgement;
    return `Too little history to say what is usual: ${weeks === 1 ? "one earlier week is" : `${weeks} earlier weeks are`} known, four are needed.`;
  }
  const { usual, weeks, kind } = judgement;
  const same = isWhole ? `The last ${weeks} ${weekday}s cost` : `By then the last ${weeks} ${weekday}s had cost`;
  const range = `${same} ${formatUsd(usual.median)} in the middle, from ${formatUsd(usual.low)} to ${formatUsd(usual.high)}`;
  if (kind === "usual") return `${range}: as usual.`;
  if (usual.median === 0n) return `${range}.`;
  const times = (Number((spent * 100n) / usual.median) / 100).toFixed(1);
  return `${range}: ${kind === "more" ? `${times} times that` : "unusually little so far"}.`;
}

/** A judged day on the wire. */
export function judgedToJson(judged: JudgedUsage, timeZone: string) {
  const { scope, day, spent, judgement } = judged;
  return {
    scope,
    ...{ day: day.day, whole: day.isWhole, from: day.from.toISOString(), to: day.to.toISOString() },
    ...{ spent: totalsToJson(spent), judgement: judgement.kind, weeks: judgement.weeks },
    usual:
      judgement.kind === "too_little_history"
        ? null
        : {
            median: usdString(judgement.usual.median),
            low: usdString(judgement.usual.low),
            high: usdString(judgement.usual.high),
          },
    text: judgementWords(judged, timeZone),
  };
}
