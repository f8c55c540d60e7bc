import "server-only";
import type { Fact } from "@/lib/catalogue/fact";
import type { FitCheck } from "@/lib/switch/fit";
import { FINE_TUNED } from "@/lib/switch/needed-features";
import type { Position } from "@/lib/switch/size-edges";
import { limitValues } from "@/lib/switch/size-limits";
import { type Parameter, PROMPT } from "./condition-sql";

/** What records have that do not pass a check, and by what they are sorted; null where single records show nothing. */
export function misfitSql(check: FitCheck, parameter: Parameter): { condition: string; size: string } | null {
  const size = sizeOf(check);
  if (size) {
    // Of an aggregate the mean. What is multiplied is no bigint, which requests beyond counting would not fit.
    const mean = `${size} > ${parameter(largestLimit(check))}::float8 * coalesce(nullif(requests, 0), ${size} + 1)`;
    return { condition: [mean, ...withinSql(check, size)].join(" AND "), size };
  }
  switch (check.check) {
    case "endpoint":
      return { condition: named("endpoint", "endpoint_id", check.of, parameter), size: PROMPT };
    case "serviceTier":
      return { condition: named("serviceTier", "service_tier_id", check.of, parameter), size: PROMPT };
    case "feature":
      return { condition: featureSql(check.of ?? "", parameter), size: PROMPT };
    default:
      return null;
  }
}

function sizeOf({ check }: FitCheck): string | null {
  switch (check) {
    case "input":
    case "requestWithinTokensPerMinute":
      return PROMPT;
    case "context":
      return `(${PROMPT} + output)`;
    case "output":
      return "output";
    default:
      return null;
  }
}

function largestLimit({ limit }: FitCheck): number {
  return Math.max(...limitValues(limit as Fact<number>));
}

/** Prompts with limits of their own are not held against the common ones, nor others against theirs; of aggregates the mean. */
function withinSql({ within: { from, to } }: FitCheck, size: string): string[] {
  const above = (position: Position) =>
    `${size} > ${Math.floor(position / 2)}::float8 * coalesce(nullif(requests, 0), 1)`;
  return [...(from > 0 ? [above(from)] : []), ...(Number.isFinite(to) ? [`NOT ${above(to)}`] : [])];
}

function named(dimension: string, column: string, value: string | null, parameter: Parameter): string {
  return `${column} IN (SELECT id FROM dimension_values WHERE organization_id = $1 AND dimension = '${dimension}' AND value = ${parameter(value)})`;
}

/** Features that show in a record's tokens. */
const SHOWN: Readonly<Record<string, string>> = {
  image_input: "imageInput",
  audio_input: "audioInput",
  image_output: "imageOutput",
  audio_output: "audioOutput",
};

function featureSql(feature: string, parameter: Parameter): string {
  if (feature === FINE_TUNED) {
    return "model_id IN (SELECT id FROM dimension_values WHERE organization_id = $1 AND dimension = 'model' AND value ILIKE 'ft:%')";
  }
  const stated = `detail -> 'features' ? ${parameter(feature)}`;
  const shown = SHOWN[feature];
  return shown ? `(${stated} OR (detail ->> '${shown}')::numeric > 0)` : stated;
}
