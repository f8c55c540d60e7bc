import type { Dimension } from "./dimensions";
import { GRANULARITIES, type Granularity } from "./period";
import { InvalidParameter, type QuestionContext, questionFromParams, readTimeZone } from "./question-from-params";
import {
  DEFAULT_PRESET,
  granularitiesFor,
  isRangePreset,
  presetPeriod,
  RANGE_PRESETS,
  type RangePreset,
} from "./range-presets";
import type { SpendQuestion } from "./spend-question";

/** What the address of a page about spend asks. */
export interface AddressQuestion {
  question: SpendQuestion;
  /** The preset the period came from; null for dates in the address. */
  preset: RangePreset | null;
  /** Granularities that suit the period. */
  granularities: Exclude<Granularity, "none">[];
}

/**
 * Reads the address of a page: as questionFromParams, and `range`, a preset, instead of `from` and `to`. A granularity
 * that does not suit the period gives way to the nearest that does.
 * @throws InvalidParameter
 */
export function questionFromAddress(
  params: URLSearchParams,
  context: QuestionContext,
  defaults: { groupBy: readonly Dimension[] },
): AddressQuestion {
  const asked = new URLSearchParams(params);
  const preset = readPreset(params);
  if (preset) {
    const period = presetPeriod(preset, readTimeZone(params, context.timeZone), context.now);
    asked.set("from", period.from.toISOString());
    asked.set("to", period.to.toISOString());
  }
  if (!params.get("groupBy")) asked.set("groupBy", defaults.groupBy.join(","));
  asked.set("granularity", "none");
  const question = questionFromParams(asked, context);
  const granularities = granularitiesFor(question, question.timeZone);
  return { question: { ...question, granularity: readGranularity(params, granularities) }, preset, granularities };
}

/** The preset of an address; null when it has dates of its own. @throws InvalidParameter */
export function readPreset(params: URLSearchParams): RangePreset | null {
  const range = params.get("range")?.trim() ?? null;
  if (isRangePreset(range)) return range;
  if (range) throw new InvalidParameter("range", `must be one of ${Object.keys(RANGE_PRESETS).join(", ")}.`);
  return params.has("from") || params.has("to") ? null : DEFAULT_PRESET;
}

function readGranularity(params: URLSearchParams, suitable: readonly Exclude<Granularity, "none">[]): Granularity {
  const wanted = GRANULARITIES.find((one) => one === params.get("granularity")) ?? "day";
  if (wanted === "none") return "none";
  return suitable.find((one) => one === wanted) ?? suitable[0] ?? "month";
}
