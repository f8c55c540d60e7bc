import type { UsageTier } from "@/lib/catalogue/catalogue-model";
import type { Filters } from "@/lib/spend/dimensions";
import type { RangePreset } from "@/lib/spend/range-presets";
import type { ReasoningEffort } from "../levers";
import type { WhereJson } from "../move-to-json";

/** A lever as it is sent: a number, or a band. */
export type LeverJson = number | { low: number; expected: number; high: number };

/** A move as it is sent. */
export interface SentMoveJson {
  fromModel?: string | null;
  toModel: string;
  toServiceTier?: string | null;
  share?: number;
  where?: WhereJson;
}

/** Levers as they are sent. */
export interface SentLeversJson {
  cache?: "same" | "cold" | null;
  cacheKept?: LeverJson | null;
  outputFactor?: LeverJson | null;
  reasoningFactor?: LeverJson | null;
  reasoningEffort?: ReasoningEffort;
  tokenizerFactor?: LeverJson | null;
  escalationShare?: LeverJson | null;
  growthFactor?: LeverJson | null;
}

/** Limits of one's own, as they are sent. */
export interface SentLimitsJson {
  model: string;
  abovePromptTokens?: number | null;
  tokensPerMinute?: number | null;
  requestsPerMinute?: number | null;
}

/** A question for the best assignment, as it is sent. */
export interface SentAssignmentJson {
  by: string;
  models?: readonly string[];
  mayStay?: boolean;
  allowed?: readonly { value: string | null; models?: readonly string[]; mayStay?: boolean }[];
  mostMoves?: number | null;
}

/** A what-if as POST /api/v1/switch takes it and scenarios keep it: of dates, or of a range that moves along with time. */
export interface SwitchQuestionJson {
  from?: string;
  to?: string;
  range?: RangePreset | null;
  tz?: string;
  filter?: Filters;
  not?: Filters;
  tier?: UsageTier | null;
  ownLimits?: readonly SentLimitsJson[];
  prices?: string;
  moves: readonly SentMoveJson[];
  levers?: SentLeversJson;
  rankingLimit?: number;
  evidenceLimit?: number;
  bestSplit?: { move?: number } | null;
  bestAssignment?: SentAssignmentJson | null;
}
