import { ZodError } from "zod";
import type { Principal } from "@/lib/auth/authorize";
import { organizationLimits } from "@/lib/db/queries/rate-limits/find-rate-limits";
import { PRICE_DATA } from "@/lib/db/queries/scenarios/price-data";
import type { NewRun } from "@/lib/db/queries/scenarios/save-scenario";
import { getSwitch } from "@/lib/db/queries/switch/get-switch";
import { switchAnswerToJson } from "@/lib/switch/answer-to-json";
import type { SwitchQuestionJson } from "@/lib/switch/scenarios/question-json";
import { scenarioResult } from "@/lib/switch/scenarios/scenario-result";
import { refuseUnanswerable } from "../switch/refuse-unanswerable";
import { readSwitchQuestion } from "../switch/switch-schema";

/**
 * Answers a scenario's question as things are now.
 * @throws ZodError when it is no question, ApiError 422 when it has no answer.
 */
export async function runScenario(principal: Principal, question: SwitchQuestionJson): Promise<NewRun> {
  const ranAt = new Date();
  const { organizationId, timeZone } = principal;
  const asked = readScenarioQuestion(question, timeZone, ranAt, await organizationLimits(organizationId));
  // Only the figures are kept: neither the ranking nor single records.
  const findings = await getSwitch(organizationId, {
    ...asked,
    rankingLimit: 0,
    evidenceLimit: 0,
    bestSplit: null,
    bestAssignment: null,
  }).catch((error) => refuseUnanswerable(error, "question."));
  return { question, priceData: PRICE_DATA, result: scenarioResult(switchAnswerToJson(findings)), ranAt };
}

/** Reads the question of a scenario. @throws ZodError that says where in the body of a scenario something is wrong. */
export function readScenarioQuestion(...asked: Parameters<typeof readSwitchQuestion>) {
  try {
    return readSwitchQuestion(...asked);
  } catch (error) {
    if (!(error instanceof ZodError)) throw error;
    throw new ZodError(error.issues.map((issue) => ({ ...issue, path: ["question", ...issue.path] })));
  }
}
