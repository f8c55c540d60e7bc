import { csvLine } from "@/lib/spend/csv-line";
import type { ScenarioJson, ScenarioRunJson } from "./scenario";
import type { MoveResultJson } from "./scenario-result";

const COLUMNS = [
  ...["scenario", "ranAt", "ranBy", "priceList", "from", "to", "tz", "moves", "requests"],
  ...["baseline", "baselineHigh", "result", "resultHigh", "difference", "differenceHigh", "differencePercent"],
  ...["estimatedDifferenceLow", "estimatedDifferenceExpected", "estimatedDifferenceHigh"],
  ...["differencePerMonth", "fit", "requestsThatDoNotFit", "unpricedRequests"],
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
    ...[all.fit, all.requestsThatDoNotFit, all.unpriced.requests],
  ];
}

type MoveText = Pick<MoveResultJson, "fromModel" | "toModel" | "toServiceTier" | "share">;

/** A move in a few words: "50% of gpt-4.1 to openai/gpt-5 (batch)". */
export function moveText({ fromModel, toModel, toServiceTier, share }: MoveText): string {
  const part = share === 1 ? "" : `${Math.round(share * 10_000) / 100}% of `;
  return `${part}${fromModel ?? "all models"} to ${toModel}${toServiceTier ? ` (${toServiceTier})` : ""}`;
}
