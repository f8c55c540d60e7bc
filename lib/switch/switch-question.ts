import type { UsageTier } from "@/lib/catalogue/catalogue-model";
import type { Filters } from "@/lib/spend/dimensions";
import type { Instant } from "@/lib/usage/instant";
import type { AssignmentQuestion } from "./assignment/assignment-question";
import type { LeverSettings } from "./levers";
import { type Share, WHOLE } from "./share";

/** What traffic a move is limited to; all of it has to hold. */
export interface Where {
  /** Sizes of single requests, both ends included; `input` is the whole prompt. */
  minInput?: number;
  maxInput?: number;
  minOutput?: number;
  maxOutput?: number;
  /** Hours of the day in the question's zone, 0 to 23. */
  hours?: readonly number[];
  /** Names and tags the usage has. */
  only: Filters;
}

/** Traffic that goes to another model, or to another service tier. */
export interface Move {
  /** A model's name as records have it, or a model of the catalogue under whatever names; null for all traffic. */
  fromModel: string | null;
  /** `provider/model`, or a name that means one. */
  toModel: string;
  /** Service tier it is sent to; null: the one it has now. */
  toServiceTier: string | null;
  share: Share;
  where: Where;
}

/** Which prices: those of each record's own time, or those of one instant for all of it. */
export type PriceTime = { kind: "usage" } | { kind: "fixed"; at: Instant };

/** Limits that the organisation has on a model, where they are not those of a usage tier. */
export interface OwnLimits {
  /** A model as moves name it. */
  model: string;
  /** Prompts above this many tokens have these limits; null for all (others). */
  abovePromptTokens: number | null;
  tokensPerMinute: number | null;
  requestsPerMinute: number | null;
}

/** Usage tiers by provider, as ids of the catalogue begin. */
export type ProviderTiers = Readonly<Partial<Record<string, UsageTier>>>;

/** Who states limits: the question, or what is kept with the organisation. */
export type LimitsFrom = "question" | "organization";

/** A what-if. */
export interface SwitchQuestion {
  from: Date;
  to: Date;
  timeZone: string;
  filters: Filters;
  /** Values that are left out. */
  not: Filters;
  /** Usage tier of rate limits to check against, whatever the target; null for none. */
  usageTier: UsageTier | null;
  /** Usage tiers kept with the organisation: where the question states no tier. */
  usageTiers: ProviderTiers;
  limitsFrom: Readonly<Record<"usageTier" | "ownLimits", LimitsFrom>>;
  ownLimits: readonly OwnLimits[];
  prices: PriceTime;
  /** The first whose traffic a record is of takes its share of it; the rest stays. */
  moves: readonly Move[];
  levers: LeverSettings;
  /** Most models to be listed in the ranking; 0 for none. */
  rankingLimit: number;
  /** Most records to be shown as evidence for each check; 0 for none. */
  evidenceLimit: number;
  /** Number of the move whose best split is asked for; null for none. */
  bestSplit: number | null;
  /** Question for the best assignment; null for none. All traffic in scope is assigned, whatever the moves are. */
  bestAssignment: AssignmentQuestion | null;
}

/** A move of all traffic, but for where it goes. */
export const WHOLE_TRAFFIC: Omit<Move, "toModel"> = {
  fromModel: null,
  toServiceTier: null,
  share: WHOLE,
  where: { only: {} },
};

/** What a question leaves open: all traffic, at the prices of its own time, without limits to check against. */
export const NO_LIMITS: Pick<
  SwitchQuestion,
  | "filters"
  | "not"
  | "usageTier"
  | "usageTiers"
  | "limitsFrom"
  | "ownLimits"
  | "prices"
  | "rankingLimit"
  | "evidenceLimit"
  | "bestSplit"
  | "bestAssignment"
> = {
  filters: {},
  not: {},
  usageTier: null,
  usageTiers: {},
  limitsFrom: { usageTier: "question", ownLimits: "question" },
  ownLimits: [],
  prices: { kind: "usage" },
  rankingLimit: 50,
  evidenceLimit: 5,
  bestSplit: null,
  bestAssignment: null,
};
