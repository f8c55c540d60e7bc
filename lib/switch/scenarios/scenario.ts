import type { SwitchQuestionJson } from "./question-json";
import type { ScenarioChangesJson } from "./scenario-changes";
import type { ScenarioResultJson } from "./scenario-result";

/** Versions of what prices come from: the list, and Outlay, which holds corrections to it. */
export interface PriceDataJson {
  list: string;
  published: string;
  outlay: string;
}

/** One run of a scenario. */
export interface ScenarioRunJson {
  id: string;
  ranAt: string;
  /** Null where nobody knows. */
  ranBy: string | null;
  priceData: PriceDataJson;
  result: ScenarioResultJson;
  /** Against the run before; null of the first. */
  changes: ScenarioChangesJson | null;
}

/** What has changed since the last run, so that another one may come to something else. */
export interface OutdatedJson {
  /** The price list, the organisation's prices or its names of models. */
  prices: boolean;
  /** Usage came in, was deleted or was priced anew. */
  data: boolean;
  /** The period moved along with time. */
  period: boolean;
  /** The organisation's rate limits or usage tiers, where the question states none. */
  limits: boolean;
}

/** A scenario with its last run. */
export interface ScenarioJson {
  id: string;
  name: string;
  question: SwitchQuestionJson;
  createdAt: string;
  createdBy: string | null;
  changedAt: string;
  changedBy: string | null;
  /** Who asks may delete it. */
  mayDelete: boolean;
  lastRun: ScenarioRunJson;
  outdated: OutdatedJson;
}

/** A scenario with all its runs, the newest first. */
export interface ScenarioWithRunsJson extends ScenarioJson {
  runs: ScenarioRunJson[];
}
