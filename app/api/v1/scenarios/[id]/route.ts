import { requireScope } from "@/lib/auth/authorize";
import { authorOf } from "@/lib/db/queries/price-book/statement";
import { deleteScenario } from "@/lib/db/queries/scenarios/delete-scenario";
import { changeScenario } from "@/lib/db/queries/scenarios/save-scenario";
import { mayDelete, scenarioToJson } from "@/lib/db/queries/scenarios/scenario-to-json";
import { ApiError } from "@/lib/http/api-error";
import { apiRoute } from "@/lib/http/api-route";
import { csv } from "@/lib/http/csv";
import { json } from "@/lib/http/json";
import { prefersCsv } from "@/lib/http/prefers-csv";
import { scenariosToCsv } from "@/lib/switch/scenarios/scenarios-to-csv";
import { answerScenario, knownScenario } from "../answer-scenario";
import { runScenario } from "../run-scenario";
import { noScenario, readScenarioBody, scenarioChange, scenarioId } from "../scenario-schema";

/** A scenario with its runs, the newest first, and what changed from each to the next. */
export const GET = apiRoute("read", async ({ principal, request, params, url }) => {
  const scenario = await scenarioToJson(principal, await knownScenario(principal, scenarioId(params)));
  if (!prefersCsv(request, url)) return json(scenario);
  return csv(scenariosToCsv(scenario.runs.map((run) => ({ scenario, run }))), "outlay-scenario.csv");
});

/** Gives a scenario another name or another question, which is answered at once. */
export const PATCH = apiRoute("read", async ({ principal, request, params }) => {
  requireScope(principal, "ingest");
  const { name, question } = scenarioChange.parse(await readScenarioBody(request));
  const { id } = await knownScenario(principal, scenarioId(params));
  const asked = question === undefined ? undefined : { question, run: await runScenario(principal, question) };
  const { organizationId, actor } = principal;
  if (!(await changeScenario(organizationId, id, { name, asked }, authorOf(actor)))) throw noScenario();
  return answerScenario(principal, id);
});

/** Deletes a scenario with its runs: who made it, and administrators. */
export const DELETE = apiRoute("read", async ({ principal, params }) => {
  const scenario = await knownScenario(principal, scenarioId(params));
  if (!mayDelete(principal, scenario))
    throw new ApiError(403, "forbidden", "Only who made a scenario, and administrators, may delete it.");
  await deleteScenario(principal.organizationId, scenario.id);
  return new Response(null, { status: 204 });
});
