import type { Principal } from "@/lib/auth/authorize";
import { findScenario } from "@/lib/db/queries/scenarios/find-scenarios";
import { scenarioToJson } from "@/lib/db/queries/scenarios/scenario-to-json";
import type { StoredScenario } from "@/lib/db/queries/scenarios/stored-scenario";
import { ApiError } from "@/lib/http/api-error";
import { json } from "@/lib/http/json";
import { noScenario } from "./scenario-schema";

/** A scenario of the caller's organisation. @throws ApiError 404 when there is none of that id. */
export async function knownScenario({ organizationId }: Principal, id: string): Promise<StoredScenario> {
  const scenario = await findScenario(organizationId, id);
  if (!scenario) throw noScenario();
  return scenario;
}

/** Answers with a scenario and its runs. @throws ApiError 404 when there is none of that id. */
export async function answerScenario(principal: Principal, id: string, status = 200): Promise<Response> {
  return json(await scenarioToJson(principal, await knownScenario(principal, id)), { status });
}

/** The organisation has as many scenarios as it can have. */
export function tooMany(): ApiError {
  return new ApiError(409, "too_many", "The organisation has as many scenarios as it can have: delete some.");
}
