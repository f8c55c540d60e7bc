import type { Prisma, Scenario, ScenarioRun } from "@/lib/db/generated/client";
import type { SwitchQuestionJson } from "@/lib/switch/scenarios/question-json";
import type { PriceDataJson } from "@/lib/switch/scenarios/scenario";
import type { ScenarioResultJson } from "@/lib/switch/scenarios/scenario-result";

/** A run as it is kept. */
export interface StoredRun extends Omit<ScenarioRun, "question" | "priceData" | "result"> {
  question: SwitchQuestionJson;
  priceData: PriceDataJson;
  result: ScenarioResultJson;
}

/** A scenario as it is kept, with some of its runs, the newest first. */
export interface StoredScenario extends Omit<Scenario, "question"> {
  question: SwitchQuestionJson;
  runs: readonly StoredRun[];
}

/** Runs that are read, the newest first. */
export const NEWEST_FIRST = [
  { ranAt: "desc" },
  { id: "desc" },
] as const satisfies Prisma.ScenarioRunOrderByWithRelationInput[];

/** A row with what its JSON means: it was checked when it was written. */
export function storedScenario(row: Scenario & { runs: ScenarioRun[] }): StoredScenario {
  return row as unknown as StoredScenario;
}
