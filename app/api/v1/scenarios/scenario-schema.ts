import { z } from "zod";
import { ApiError } from "@/lib/http/api-error";
import { readJson } from "@/lib/http/api-route";
import { pathId } from "@/lib/http/path-id";
import { wellFormed } from "@/lib/http/well-formed";
import type { SwitchQuestionJson } from "@/lib/switch/scenarios/question-json";

/** A question of very many moves is kept as a whole: some kilobytes are usual. */
const MOST_BYTES = 256 * 1024;

const name = z.string().trim().min(1).max(200);
/** What looks for other moves than those that are stated: a scenario keeps moves. */
const SEARCHES = ["bestSplit", "bestAssignment"] as const;

// What else is in it is checked where what-ifs are read.
const question = z.unknown().transform((value, context) => {
  const asked = value as SwitchQuestionJson;
  for (const name of SEARCHES.filter((search) => (asked?.[search] ?? null) !== null)) {
    const message = "is not kept: ask POST /api/v1/switch, and keep a scenario of the moves it finds";
    context.addIssue({ code: "custom", path: [name], message });
  }
  return asked;
});

/** The body of POST /api/v1/scenarios. */
export const newScenario = z.strictObject({ name, question });

/** The body of PATCH /api/v1/scenarios/{id}. */
export const scenarioChange = z.strictObject({ name: name.optional(), question: question.optional() });

/** The body of POST /api/v1/scenarios/{id}/duplicate. */
export const duplicateOf = z.strictObject({ name: name.optional() });

/** A body with texts that can be stored. */
export async function readScenarioBody(request: Request): Promise<unknown> {
  return wellFormed(await readJson(request, MOST_BYTES));
}

/** The id in a path. @throws ApiError 404 when it is none. */
export function scenarioId({ id }: Record<string, string>): string {
  return pathId(id, noScenario);
}

/** There is none of an id in the organisation. */
export function noScenario(): ApiError {
  return new ApiError(404, "not_found", "There is no scenario of this id.");
}
