import { organizationLimits } from "@/lib/db/queries/rate-limits/find-rate-limits";
import { getSwitch } from "@/lib/db/queries/switch/get-switch";
import { apiRoute, errorResponse, readJson } from "@/lib/http/api-route";
import { json } from "@/lib/http/json";
import { linesOf, prefersLines } from "@/lib/http/lines";
import { switchAnswerToJson } from "@/lib/switch/answer-to-json";
import { refuseUnanswerable } from "./refuse-unanswerable";
import { readSwitchQuestion } from "./switch-schema";

/**
 * A what-if: what the same traffic would cost on other models, and whether it would fit. As JSON lines for those who
 * ask for them: how far it has come, then the answer.
 */
export const POST = apiRoute("read", async ({ principal, request }) => {
  const body = await readJson(request);
  const { organizationId, timeZone } = principal;
  const question = readSwitchQuestion(body, timeZone, new Date(), await organizationLimits(organizationId));
  const answer = (onProgress?: (days: number, of: number) => void) =>
    getSwitch(organizationId, question, onProgress).then(switchAnswerToJson, refuseUnanswerable);
  if (!prefersLines(request)) return json(await answer());
  return linesOf(async (write) => {
    try {
      write({ answer: await answer((days, of) => write({ progress: { days, of } })) });
    } catch (error) {
      write(await errorResponse(error).json());
    }
  });
});
