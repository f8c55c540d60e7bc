import { requireScope } from "@/lib/auth/authorize";
import { authorOf } from "@/lib/db/queries/price-book/statement";
import { addRun } from "@/lib/db/queries/scenarios/save-scenario";
import { apiRoute } from "@/lib/http/api-route";
import { answerScenario, knownScenario } from "../../answer-scenario";
import { runScenario } from "../../run-scenario";
import { noScenario, scenarioId } from "../../scenario-schema";

/** Answers a scenario's question again, with the prices and the data of now. */
export const POST = apiRoute("read", async ({ principal, params }) => {
  requireScope(principal, "ingest");
  const { id, question } = await knownScenario(principal, scenarioId(params));
  const { organizationId, actor } = principal;
  const run = await addRun(organizationId, id, await runScenario(principal, question), authorOf(actor));
  if (run === null) throw noScenario();
  return answerScenario(principal, id, 201);
});
