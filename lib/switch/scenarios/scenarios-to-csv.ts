import { csvLine } from "@/lib/spend/csv-line";
import type { CheckedLimitsJson } from "../checked-limits";
import type { ScenarioJson, ScenarioRunJson } from "./scenario";
import type { MoveResultJson } from "./scenario-result";

const COLUMNS = [
  ...["scenario", "ranAt", "ranBy", "priceList", "from", "to", "tz", "moves", "requests"],
  ...["baseline", "baselineHigh", "result", "resultHigh", "difference", "differenceHigh", "differencePercent"],
  ...["estimatedDifferenceLow", "estimatedDifferenceExpected", "estimatedDifferenceHigh"],
  ...["differencePerMonth", "fit", "requestsThatDoNotFit", "unpricedRequests", "rateLimits"],
];

/** Runs of scenarios as CSV, a line each: amounts in exact USD, what is saved negative. */
export function scenariosToCsv(rows: readonly { scenario: ScenarioJson; run: ScenarioRunJson }[]): string {
  return [COLUMNS, ...rows.map(({ scenario, run }) => cells(scenario, run))].map(csvLine).join("");
}

function cells({ name }: ScenarioJson, { ranAt, ranBy, priceData, result: all }: ScenarioRunJson): (string | number)[] {
  const { baseline, result, difference, estimatedDifference: band } = all;
  return [
    ...[name, ranAt, ranBy ?? "", `${priceData.list} of ${priceData.published}`, all.from, all.to, all.tz],
    ...[all.moves.map(moveText).join("; "), all.requests],
    ...[baseline.cost, baseline.costHigh ?? baseline.cost, result.cost, result.costHigh ?? result.cost],
    ...[difference.cost, difference.costHigh ?? difference.cost, difference.percent ?? ""],
    ...[band.low, band.expected, band.high, all.perMonth.difference.cost],
    ...[
      all.fit,
      all.requestsThatDoNotFit,
      all.unpriced.requests,
      (all.rateLimits ?? []).flatMap(limitsText).join("; "),
    ],
  ];
}

/** "openai/gpt-5 at own (organization)"; nothing of a model that is held against none. */
function limitsText({ model, tier, from }: CheckedLimitsJson): string[] {
  return tier === null ? [] : [`${model} at ${tier} (${from})`];
}

type MoveText = Pick<MoveResultJson, "fromModel" | "toModel" | "toServiceTier" | "share">;

/** A move in a few words: "50% of gpt-4.1 to openai/gpt-5 (batch)". */
export function moveText({ fromModel, toModel, toServiceTier, share }: MoveText): string {
  const part = share === 1 ? "" : `${Math.round(share * 10_000) / 100}% of `;
  return `${part}${fromModel ?? "all models"} to ${toModel}${toServiceTier ? ` (${toServiceTier})` : ""}`;
}
