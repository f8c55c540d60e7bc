import type { ReactNode } from "react";
import { USAGE_TIER_LABELS } from "@/lib/catalogue/catalogue-model";
import { type Dimension, dimensionLabel, type Filters } from "@/lib/spend/dimensions";
import { formatPeriod } from "@/lib/spend/format-time";
import { RANGE_PRESETS } from "@/lib/spend/range-presets";
import type { SwitchQuestionJson } from "@/lib/switch/scenarios/question-json";
import { moveText } from "@/lib/switch/scenarios/scenarios-to-csv";
import { bandOf, bandText, LEVER_SETTINGS } from "./lever-settings";
import { whereChips } from "./where-chips";

/** What is asked, in words; the period as it was when it was answered. */
export function QuestionSummary({
  question,
  result,
}: {
  question: SwitchQuestionJson;
  result: { from: string; to: string; tz: string };
}) {
  const { range, moves, levers = {}, filter = {}, not = {}, tier, prices, ownLimits = [] } = question;
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
    ...(tier ? [["Usage tier", USAGE_TIER_LABELS[tier]] as [string, ReactNode]] : []),
    ...ownLimits.map(({ model, tokensPerMinute, requestsPerMinute }): [string, ReactNode] => [
      `Limits on ${model}`,
      `${[tokensPerMinute && `${tokensPerMinute} tokens`, requestsPerMinute && `${requestsPerMinute} requests`]
        .filter(Boolean)
        .join(", ")} per minute`,
    ]),
    ["Prices", prices && prices !== "usage" ? `of ${prices}` : "of the usage's own time"],
  ];
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-5 gap-y-2">
      {facts.map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="text-sm text-muted">{name}</dt>
          <dd className="wrap-anywhere">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function filterFacts(filters: Filters, word: string): [string, ReactNode][] {
  return (Object.entries(filters) as [Dimension, readonly (string | null)[]][]).map(([dimension, values]) => [
    `${word} ${dimensionLabel(dimension, { inText: true })}`,
    values.map((value) => value ?? "not stated").join(", "),
  ]);
}
