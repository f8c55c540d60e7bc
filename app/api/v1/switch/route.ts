import { getSwitch } from "@/lib/db/queries/switch/get-switch";
import { ApiError } from "@/lib/http/api-error";
import { apiRoute, readJson } from "@/lib/http/api-route";
import { json } from "@/lib/http/json";
import { switchAnswerToJson } from "@/lib/switch/answer-to-json";
import { UnanswerableSwitch } from "@/lib/switch/unanswerable";
import { readSwitchQuestion } from "./switch-schema";

/** A what-if: what the same traffic would cost on other models, and whether it would fit. */
export const POST = apiRoute("read", async ({ principal, request }) => {
  const question = readSwitchQuestion(await readJson(request), principal.timeZone);
  try {
    return json(switchAnswerToJson(await getSwitch(principal.organizationId, question)));
  } catch (error) {
    if (!(error instanceof UnanswerableSwitch)) throw error;
    const details = error.field === null ? undefined : [{ path: error.field, message: error.message }];
    throw new ApiError(422, error.code, error.message, { details });
  }
});
