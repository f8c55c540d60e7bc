import { z } from "zod";
import { scenarioToJson } from "@/lib/db/queries/scenarios/scenario-to-json";
import { apiRoute } from "@/lib/http/api-route";
import { csv } from "@/lib/http/csv";
import { json } from "@/lib/http/json";
import { prefersCsv } from "@/lib/http/prefers-csv";
import { scenariosToCsv } from "@/lib/switch/scenarios/scenarios-to-csv";
import { knownScenario } from "../answer-scenario";
import { scenarioId } from "../scenario-schema";

const QUERY = z.array(z.string()).min(2).max(4);

/** Two to four scenarios side by side with their last runs, in the order asked for. */
export const GET = apiRoute("read", async ({ principal, request, url }) => {
  const ids = z.object({ scenario: QUERY }).parse({ scenario: url.searchParams.getAll("scenario") }).scenario;
  const found = await Promise.all(ids.map((id) => knownScenario(principal, scenarioId({ id }))));
  const all = await Promise.all(found.map((scenario) => scenarioToJson(principal, scenario)));
  const scenarios = all.map(({ runs: _runs, ...scenario }) => scenario);
  if (!prefersCsv(request, url)) return json({ scenarios });
  const rows = scenarios.map((scenario) => ({ scenario, run: scenario.lastRun }));
  return csv(scenariosToCsv(rows), "outlay-scenarios.csv");
});
