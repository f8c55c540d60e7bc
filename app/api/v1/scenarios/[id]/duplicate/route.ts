import { requireScope } from "@/lib/auth/authorize";
import { authorOf } from "@/lib/db/queries/price-book/statement";
import { createScenario } from "@/lib/db/queries/scenarios/save-scenario";
import { apiRoute } from "@/lib/http/api-route";
import { answerScenario, knownScenario, tooMany } from "../../answer-scenario";
import { runScenario } from "../../run-scenario";
import { duplicateOf, readScenarioBody, scenarioId } from "../../scenario-schema";

const LONGEST_NAME = 200;
const COPY = " (copy)";

/** Another scenario of the same question, with what it comes to now. */
export const POST = apiRoute("read", async ({ principal, request, params }) => {
  requireScope(principal, "ingest");
  const { name } = duplicateOf.parse(await readScenarioBody(request));
  const scenario = await knownScenario(principal, scenarioId(params));
  const { question } = scenario;
  const copy = { name: name ?? copyOf(scenario.name), question };
  const { organizationId, actor } = principal;
  const id = await createScenario(organizationId, copy, await runScenario(principal, question), authorOf(actor));
  if (id === null) throw tooMany();
  return answerScenario(principal, id, 201);
});

function copyOf(name: string): string {
  return `${name.slice(0, LONGEST_NAME - COPY.length)}${COPY}`;
}
