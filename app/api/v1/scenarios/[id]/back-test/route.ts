import { z } from "zod";
import { getBackTest } from "@/lib/db/queries/scenarios/get-back-test";
import { ApiError } from "@/lib/http/api-error";
import { apiRoute, readJson } from "@/lib/http/api-route";
import { json } from "@/lib/http/json";
import { parseBound } from "@/lib/spend/period";
import { refuseUnanswerable } from "../../../switch/refuse-unanswerable";
import { knownScenario } from "../../answer-scenario";
import { readScenarioQuestion } from "../../run-scenario";
import { scenarioId } from "../../scenario-schema";

const BODY = z.strictObject({ at: z.string().nullish(), days: z.number().int().min(1).max(90).default(14) });

/** A scenario against what really came of it, since a date that is named or found in the traffic. */
export const POST = apiRoute("read", async ({ principal, request, params }) => {
  const { at, days } = BODY.parse(await readJson(request));
  const { question } = await knownScenario(principal, scenarioId(params));
  const now = new Date();
  const asked = readScenarioQuestion(question, principal.timeZone, now);
  const date = at == null ? null : readDate(at, asked.timeZone, now);
  const found = await getBackTest(principal.organizationId, asked, { at: date, days }, now).catch((error) =>
    refuseUnanswerable(error, "question."),
  );
  if (found === null)
    throw new ApiError(
      422,
      "no_switch_found",
      "The traffic of the targets has no step up: name the date of the switch.",
    );
  return json(found);
});

function readDate(text: string, timeZone: string, now: Date): Date {
  const at = parseBound(text, timeZone);
  const wrong = (message: string) => new z.ZodError([{ code: "custom", path: ["at"], message, input: text }]);
  if (!at) throw wrong("is neither a date (2026-11-01) nor an instant (2026-11-01T09:00:00Z)");
  if (at >= now) throw wrong("must be in the past");
  return at;
}
