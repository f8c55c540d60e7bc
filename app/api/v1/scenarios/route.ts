import { requireScope } from "@/lib/auth/authorize";
import { authorOf } from "@/lib/db/queries/price-book/statement";
import { listScenarios } from "@/lib/db/queries/scenarios/find-scenarios";
import { createScenario } from "@/lib/db/queries/scenarios/save-scenario";
import { scenariosToJson } from "@/lib/db/queries/scenarios/scenario-to-json";
import { apiRoute } from "@/lib/http/api-route";
import { csv } from "@/lib/http/csv";
import { json } from "@/lib/http/json";
import { prefersCsv } from "@/lib/http/prefers-csv";
import { scenariosToCsv } from "@/lib/switch/scenarios/scenarios-to-csv";
import { answerScenario, tooMany } from "./answer-scenario";
import { runScenario } from "./run-scenario";
import { newScenario, readScenarioBody } from "./scenario-schema";

/** The organisation's scenarios with their last runs, the last changed first. */
export const GET = apiRoute("read", async ({ principal, request, url }) => {
  const scenarios = await scenariosToJson(principal, await listScenarios(principal.organizationId));
  if (!prefersCsv(request, url)) return json({ scenarios });
  const rows = scenarios.map((scenario) => ({ scenario, run: scenario.lastRun }));
  return csv(scenariosToCsv(rows), "outlay-scenarios.csv");
});

/** Keeps a what-if under a name, with what it comes to now. */
export const POST = apiRoute("read", async ({ principal, request }) => {
  requireScope(principal, "ingest");
  const { name, question } = newScenario.parse(await readScenarioBody(request));
  const run = await runScenario(principal, question);
  const { organizationId, actor } = principal;
  const id = await createScenario(organizationId, { name, question }, run, authorOf(actor));
  if (id === null) throw tooMany();
  return answerScenario(principal, id, 201);
});
