import { USAGE_TIERS } from "@/lib/catalogue/catalogue-model";
import { questionFromParams, readTimeZone } from "@/lib/spend/question-from-params";
import { DEFAULT_PRESET, isRangePreset, presetPeriod, type RangePreset } from "@/lib/spend/range-presets";
import { DEFAULT_LEVERS, type ReasoningEffort } from "@/lib/switch/levers";
import { shareFromNumber } from "@/lib/switch/share";
import { NO_LIMITS, type SwitchQuestion, WHOLE_TRAFFIC } from "@/lib/switch/switch-question";
import { ALL_MODELS } from "./all-models";

const EFFORTS: readonly ReasoningEffort[] = ["low", "medium", "high"];
const RANKED = 25;
/** What the address of the switch page asks; models may be left open. */
export interface SwitchView {
  question: Omit<SwitchQuestion, "moves">;
  preset: RangePreset | null;
  /** A model in use, `ALL_MODELS`, or null when the address does not say. */
  fromModel: string | null;
  toModel: string | null;
  /** Percent of the traffic, 1 to 100. */
  sharePercent: number;
}

/**
 * Reads the address: period and filters as everywhere, `fromModel`, `toModel`, `share` (percent), `tier`, `effort`, `cache`.
 * @throws InvalidParameter
 */
export function switchView(params: URLSearchParams, zone: string, now: Date): SwitchView {
  const range = params.get("range");
  const preset = isRangePreset(range) ? range : params.has("from") || params.has("to") ? null : DEFAULT_PRESET;
  const asked = new URLSearchParams(params);
  if (preset) {
    const period = presetPeriod(preset, readTimeZone(params, zone), now);
    asked.set("from", period.from.toISOString());
    asked.set("to", period.to.toISOString());
  }
  for (const name of ["granularity", "groupBy", "compare"]) asked.delete(name);
  const { from, to, timeZone, filters, not = {} } = questionFromParams(asked, { timeZone: zone, now });
  const share = Math.round(Number(params.get("share") ?? 100));
  return {
    question: {
      ...NO_LIMITS,
      ...{ from, to, timeZone, filters, not },
      usageTier: USAGE_TIERS.find((tier) => tier === params.get("tier")) ?? null,
      levers: {
        ...DEFAULT_LEVERS,
        cache: params.get("cache") === "cold" ? "cold" : null,
        reasoningEffort: EFFORTS.find((effort) => effort === params.get("effort")) ?? DEFAULT_LEVERS.reasoningEffort,
      },
      rankingLimit: RANKED,
    },
    preset,
    fromModel: params.get("fromModel") || null,
    toModel: params.get("toModel")?.trim() || null,
    sharePercent: share >= 1 && share <= 100 ? share : 100,
  };
}

/** The question with its one move. */
export function withMove(view: SwitchView, fromModel: string, toModel: string): SwitchQuestion {
  const move = {
    ...WHOLE_TRAFFIC,
    fromModel: fromModel === ALL_MODELS ? null : fromModel,
    toModel,
    share: shareFromNumber(view.sharePercent / 100),
  };
  return { ...view.question, moves: [move] };
}
