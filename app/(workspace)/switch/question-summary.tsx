import type { ReactNode } from "react";
import { type Dimension, dimensionLabel, type Filters } from "@/lib/spend/dimensions";
import { formatPeriod } from "@/lib/spend/format-time";
import { RANGE_PRESETS } from "@/lib/spend/range-presets";
import type { CheckedLimitsJson } from "@/lib/switch/checked-limits";
import type { SwitchQuestionJson } from "@/lib/switch/scenarios/question-json";
import { moveText } from "@/lib/switch/scenarios/scenarios-to-csv";
import { bandOf, bandText, LEVER_SETTINGS } from "./lever-settings";
import { checkedText } from "./limits-words";
import { whereChips } from "./where-chips";

/** What is asked, in words; the period as it was when it was answered. */
export function QuestionSummary({
  question,
  result,
}: {
  question: SwitchQuestionJson;
  result: { from: string; to: string; tz: string; rateLimits?: readonly CheckedLimitsJson[] };
}) {
  const { range, moves, levers = {}, filter = {}, not = {}, prices } = question;
  const period = formatPeriod({ from: new Date(result.from), to: new Date(result.to) }, result.tz);
  const facts: [string, ReactNode][] = [
    ["Period", range ? `${RANGE_PRESETS[range]}: ${period} when it was answered` : period],
    ...filterFacts(filter, "Only"),
    ...filterFacts(not, "Not"),
    ...moves.map((move, index): [string, ReactNode] => [
      moves.length === 1 ? "Move" : `Move ${index + 1}`,
      <>
        {moveText({ fromModel: null, toServiceTier: null, share: 1, ...move })}
        {whereChips(move.where ?? {}).map(({ name, text }) => (
          <span key={name} className="block text-sm text-muted">
            {text}
          </span>
        ))}
      </>,
    ]),
    ...LEVER_SETTINGS.flatMap((setting): [string, ReactNode][] => {
      const sent = levers[setting.field];
      return sent == null ? [] : [[setting.name, `${bandText(bandOf(sent), setting)} ${setting.of}`]];
    }),
    ...(levers.cache ? [["Cache", levers.cache] as [string, ReactNode]] : []),
    ...(levers.reasoningEffort ? [["Reasoning effort", levers.reasoningEffort] as [string, ReactNode]] : []),
    ...limitFacts(result.rateLimits ?? []),
    ["Prices", prices && prices !== "usage" ? `of ${prices}` : "of the usage's own time"],
  ];
  return (
    <dl className="grid gap-x-5 gap-y-2 sm:grid-cols-[auto_minmax(0,1fr)]">
      {facts.map(([name, value]) => (
        <div key={name} className="sm:contents">
          <dt className="text-sm text-muted">{name}</dt>
          <dd className="wrap-anywhere">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** One fact where all targets are held against the same tier; one for each otherwise. */
function limitFacts(limits: readonly CheckedLimitsJson[]): [string, ReactNode][] {
  const texts = limits.map(checkedText);
  if (texts.every((text) => text === null)) return [];
  const [first] = texts;
  if (limits.every(({ tier }, index) => tier !== "own" && texts[index] === first)) return [["Rate limits", first]];
  return limits.map((one, index) => [`Rate limits of ${one.model}`, texts[index] ?? "not checked"]);
}

function filterFacts(filters: Filters, word: string): [string, ReactNode][] {
  return (Object.entries(filters) as [Dimension, readonly (string | null)[]][]).map(([dimension, values]) => [
    `${word} ${dimensionLabel(dimension, { inText: true })}`,
    values.map((value) => value ?? "not stated").join(", "),
  ]);
}
