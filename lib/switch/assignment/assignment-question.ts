import type { Dimension } from "@/lib/spend/dimensions";

/** Which models a segment may be sent to. */
export interface AllowedModels {
  /** The segment's value of the dimension; null for usage that states none. */
  value: string | null;
  models: readonly string[];
  mayStay: boolean;
}

/** A question for the best assignment: which of some models each segment of the traffic goes to. */
export interface AssignmentQuestion {
  /** Segments are the values that usage has for this. */
  by: Dimension;
  /** Models that segments may be sent to, as moves name them. */
  models: readonly string[];
  /** Whether segments may stay on the models they are on. */
  mayStay: boolean;
  /** Segments that have a list of their own. */
  allowed: readonly AllowedModels[];
  /** How many segments may move; null for any number. */
  mostMoves: number | null;
}

/** All models a question names, each once. */
export function modelsNamed({ models, allowed }: AssignmentQuestion): string[] {
  return [...new Set([...models, ...allowed.flatMap((one) => one.models)])];
}
