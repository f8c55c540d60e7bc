import "server-only";
import { ZodError } from "zod";
import { readSwitchQuestion } from "@/app/api/v1/switch/switch-schema";
import { organizationLimits } from "@/lib/db/queries/rate-limits/find-rate-limits";
import { getSwitch } from "@/lib/db/queries/switch/get-switch";
import { switchAnswerToJson } from "@/lib/switch/answer-to-json";
import type { SwitchQuestionJson } from "@/lib/switch/scenarios/question-json";
import { UnanswerableSwitch } from "@/lib/switch/unanswerable";
import type { Answered } from "./use-switch-answer";

/** The first answer of the page, or why there is none; as the API answers the same question. */
export async function answerQuestion(
  organizationId: number,
  timeZone: string,
  question: SwitchQuestionJson,
): Promise<Answered> {
  const asked = JSON.stringify(question);
  try {
    const kept = await organizationLimits(organizationId);
    const findings = await getSwitch(organizationId, readSwitchQuestion(question, timeZone, new Date(), kept));
    return { asked, answer: switchAnswerToJson(findings), failure: null };
  } catch (error) {
    return { asked, answer: null, failure: failureOf(error) };
  }
}

function failureOf(error: unknown): NonNullable<Answered["failure"]> {
  if (error instanceof UnanswerableSwitch) {
    return { message: error.message, fields: error.field === null ? {} : { [error.field]: error.message } };
  }
  if (!(error instanceof ZodError)) throw error;
  const fields = Object.fromEntries(error.issues.map(({ path, message }) => [path.join("."), message]));
  const [[path, message] = ["", "The question is not as it should be."]] = Object.entries(fields);
  return { message: path ? `${path}: ${message}` : message, fields };
}
