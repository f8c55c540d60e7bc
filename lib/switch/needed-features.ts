import type { Fact } from "@/lib/catalogue/fact";
import type { ModelLimits } from "@/lib/catalogue/model-limits";

/** What a fine-tuned model in use is called among features. */
export const FINE_TUNED = "fine_tuned_model";

/** Whether a recorded name is that of a fine-tuned model. */
export function isFineTuned(model: string): boolean {
  return /^ft:/i.test(model);
}

const UNKNOWN: Fact<boolean> = { value: null, state: "unknown", sources: [] };

/** Types of input and output by the names of the features that use them. */
const TYPES: Readonly<Record<string, { of: "inputTypes" | "outputTypes"; type: string }>> = {
  image_input: { of: "inputTypes", type: "image" },
  audio_input: { of: "inputTypes", type: "audio" },
  image_output: { of: "outputTypes", type: "image" },
  audio_output: { of: "outputTypes", type: "audio" },
};

/** Whether a model has a feature; `fine_tuned_model`: whether it can be fine-tuned, as the one in use was. */
export function featureFact(limits: ModelLimits, feature: string): Fact<boolean> {
  if (feature === FINE_TUNED) return limits.endpoints.fine_tuning ?? limits.features.fine_tuning ?? UNKNOWN;
  const listed = limits.features[feature] ?? limits.tools[feature];
  if (listed && listed.state !== "unknown") return listed;
  const type = TYPES[feature];
  if (!type) return listed ?? UNKNOWN;
  const { sources } = limits[type.of];
  const claims = sources.map((claim) => ({ ...claim, value: claim.value.includes(type.type) }));
  const value = claims[0]?.value ?? null;
  return { value, state: value === null ? "unknown" : value ? "supported" : "unsupported", sources: claims };
}

/** Whether a model has an endpoint. */
export function endpointFact({ endpoints }: ModelLimits, endpoint: string): Fact<boolean> {
  return endpoints[endpoint] ?? UNKNOWN;
}
