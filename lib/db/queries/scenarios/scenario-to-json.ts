import "server-only";
import type { Principal } from "@/lib/auth/authorize";
import { presetPeriod } from "@/lib/spend/range-presets";
import type { OrganizationLimits } from "@/lib/switch/organization-limits";
import { areLimitsOthersNow } from "@/lib/switch/scenarios/limits-since";
import type {
  OutdatedJson,
  ScenarioJson,
  ScenarioRunJson,
  ScenarioWithRunsJson,
} from "@/lib/switch/scenarios/scenario";
import { scenarioChanges } from "@/lib/switch/scenarios/scenario-changes";
import { type Author, namesOfAuthors } from "../price-book/statement";
import { organizationLimits } from "../rate-limits/find-rate-limits";
import { type LastChanges, lastChanges } from "./last-changes";
import { PRICE_DATA } from "./price-data";
import type { StoredRun, StoredScenario } from "./stored-scenario";

/** Who looks at scenarios. */
export type Reader = Pick<Principal, "organizationId" | "timeZone" | "scopes" | "actor">;

/** Scenarios on the wire, with their last runs. */
export async function scenariosToJson(reader: Reader, scenarios: readonly StoredScenario[]): Promise<ScenarioJson[]> {
  const all = await scenariosWithRuns(reader, scenarios);
  return all.map(({ runs: _runs, ...scenario }) => scenario);
}

/** A scenario on the wire, with its runs. */
export async function scenarioToJson(reader: Reader, scenario: StoredScenario): Promise<ScenarioWithRunsJson> {
  const [json] = await scenariosWithRuns(reader, [scenario]);
  return json as ScenarioWithRunsJson;
}

/** Who made a scenario, and administrators, may delete it. */
export function mayDelete({ actor, scopes }: Pick<Reader, "actor" | "scopes">, scenario: StoredScenario): boolean {
  if (scopes.includes("admin")) return true;
  const { createdById, createdByKeyId } = scenario;
  const isAuthor = actor.kind === "person" ? actor.userId === createdById : actor.id === createdByKeyId;
  return isAuthor && scopes.includes("ingest");
}

async function scenariosWithRuns(
  reader: Reader,
  scenarios: readonly StoredScenario[],
): Promise<ScenarioWithRunsJson[]> {
  const authors = scenarios.flatMap((one) => [creator(one), changer(one), ...one.runs.map(runner)]);
  const [nameOf, changes, kept] = await Promise.all([
    namesOfAuthors(reader.organizationId, authors),
    lastChanges(reader.organizationId),
    organizationLimits(reader.organizationId),
  ]);
  return scenarios.map((scenario) => {
    const runs = scenario.runs.map((run, index) => runToJson(run, scenario.runs[index + 1], nameOf));
    const [last] = scenario.runs;
    if (!last) throw new Error(`Scenario ${scenario.id} has no run.`);
    return {
      ...{ id: scenario.id, name: scenario.name, question: scenario.question },
      ...{ createdAt: scenario.createdAt.toISOString(), createdBy: nameOf(creator(scenario)) },
      ...{ changedAt: scenario.changedAt.toISOString(), changedBy: nameOf(changer(scenario)) },
      mayDelete: mayDelete(reader, scenario),
      lastRun: runs[0] as ScenarioRunJson,
      outdated: outdated(reader, scenario, last, changes, kept),
      runs,
    };
  });
}

function runToJson(
  run: StoredRun,
  before: StoredRun | undefined,
  nameOf: (author: Author) => string | null,
): ScenarioRunJson {
  const { id, ranAt, priceData, result } = run;
  return {
    ...{ id, ranAt: ranAt.toISOString(), ranBy: nameOf(runner(run)), priceData, result },
    changes: before ? scenarioChanges(before, run) : null,
  };
}

function outdated(
  { timeZone }: Reader,
  { question }: StoredScenario,
  { ranAt, priceData, result }: StoredRun,
  changes: LastChanges,
  kept: OrganizationLimits,
): OutdatedJson {
  const isLater = (at: Date | null) => at !== null && at > ranAt;
  const period = question.range ? presetPeriod(question.range, question.tz ?? timeZone, new Date()) : null;
  return {
    prices: isLater(changes.prices) || priceData.list !== PRICE_DATA.list || priceData.outlay !== PRICE_DATA.outlay,
    data: isLater(changes.data),
    period: period !== null && period.to.toISOString() !== result.to,
    limits: areLimitsOthersNow(question, result, kept),
  };
}

const creator = (one: StoredScenario): Author => ({ userId: one.createdById, apiKeyId: one.createdByKeyId });
const changer = (one: StoredScenario): Author => ({ userId: one.changedById, apiKeyId: one.changedByKeyId });
const runner = (one: StoredRun): Author => ({ userId: one.ranById, apiKeyId: one.ranByKeyId });
