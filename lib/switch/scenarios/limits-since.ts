import { type CheckedLimitsJson, checkedLimits } from "../checked-limits";
import type { OrganizationLimits } from "../organization-limits";
import type { LimitsFrom, OwnLimits } from "../switch-question";
import type { SwitchQuestionJson } from "./question-json";
import type { ScenarioResultJson } from "./scenario-result";

type Run = Pick<ScenarioResultJson, "moves" | "rateLimits">;

/** Whether a scenario would be held against other limits of the organisation's now than when it ran. */
export function areLimitsOthersNow(question: SwitchQuestionJson, run: Run, kept: OrganizationLimits): boolean {
  return limitsOfRun(question, run).some((before) => {
    // What the question states is the same whatever is kept.
    if (before.from === "question") return false;
    return figuresOf(limitsNow(question, before.model, kept)) !== figuresOf(before);
  });
}

/** Whether a target of two runs was held against other limits in the later one. */
export function wereLimitsOthers(before: Run, after: Run): boolean {
  const { rateLimits: was } = before;
  const { rateLimits: is } = after;
  return (is ?? []).some((limits) => {
    const earlier = was?.find(({ model }) => model === limits.model);
    return earlier !== undefined && figuresOf(earlier) !== figuresOf(limits);
  });
}

/** Runs of before limits were kept were held against those of the question, or none. */
function limitsOfRun({ tier, ownLimits }: SwitchQuestionJson, { moves, rateLimits }: Run): CheckedLimitsJson[] {
  if (rateLimits) return rateLimits;
  if (tier !== undefined || ownLimits !== undefined) return [];
  const models = [...new Set(moves.map(({ toModel }) => toModel))];
  return models.map((model) => ({ model, tier: null, from: null, own: [] }));
}

function limitsNow({ tier, ownLimits }: SwitchQuestionJson, model: string, kept: OrganizationLimits) {
  const statedBy = (stated: unknown): LimitsFrom => (stated === undefined ? "organization" : "question");
  const limitsFrom = { usageTier: statedBy(tier), ownLimits: statedBy(ownLimits) };
  // That the question's own are on the model would have been said of the run.
  const own = ownLimits === undefined ? kept.ownLimits.filter((limits) => limits.model === model) : [];
  const provider = model.slice(0, model.indexOf("/"));
  return checkedLimits({ usageTier: tier ?? null, usageTiers: kept.usageTiers, limitsFrom }, own, provider);
}

/** Keys in a fixed order, since a database may keep them in another. */
function figuresOf({ tier, own }: { tier: unknown; own: readonly Omit<OwnLimits, "model">[] }): string {
  const figures = own.map(({ abovePromptTokens, tokensPerMinute, requestsPerMinute }) => [
    ...[abovePromptTokens, tokensPerMinute, requestsPerMinute],
  ]);
  return JSON.stringify([tier, figures]);
}
