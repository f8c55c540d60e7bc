import { resolveModel } from "@/lib/catalogue/resolve-model";
import type { MatchedModel } from "@/lib/pricing/match-model";
import type { PriceBook } from "@/lib/pricing/price-book";
import type { Instant } from "@/lib/usage/instant";
import { above, from, type Position, type SizeRange } from "./size-edges";
import type { Move, Where } from "./switch-question";
import type { RecordKind } from "./traffic";

/** The traffic a move speaks of: all of it, a name as recorded, or a model under whatever names. */
export type Origin = { kind: "all" } | { kind: "name"; name: string } | { kind: "model"; model: MatchedModel };

/**
 * What `fromModel` means: a name that records have is exactly these records; otherwise a model of the catalogue under
 * every name that means it. Null when it is neither.
 */
export function originOf(move: Move, recordedNames: ReadonlySet<string>, book: PriceBook, at: Instant): Origin | null {
  const name = move.fromModel;
  if (name === null) return { kind: "all" };
  if (recordedNames.has(name)) return { kind: "name", name };
  const model = resolveModel(book, name, at);
  return model.kind === "matched" ? { kind: "model", model } : null;
}

/** Whether traffic under a name at an instant is of an origin. */
export function isOfOrigin(
  origin: Origin,
  traffic: { provider: string | null; model: string },
  book: PriceBook,
  at: Instant,
): boolean {
  switch (origin.kind) {
    case "all":
      return true;
    case "name":
      return traffic.model === origin.name;
    case "model":
      return isModel(book.match(traffic.provider, traffic.model, at), origin.model);
  }
}

/** Whether a match is a model: the same seller's price list and model. */
export function isModel(match: ReturnType<PriceBook["match"]>, model: MatchedModel): boolean {
  return (
    match.kind === "matched" &&
    match.seller === model.seller &&
    match.provider === model.provider &&
    match.model === model.model
  );
}

/** Edges a move's sizes need, so that every request is either in or out. */
export function whereEdges({ minInput, maxInput, minOutput, maxOutput }: Where): {
  prompt: Position[];
  output: Position[];
} {
  return { prompt: boundEdges(minInput, maxInput), output: boundEdges(minOutput, maxOutput) };
}

function boundEdges(minimum: number | undefined, maximum: number | undefined): Position[] {
  return [...(minimum === undefined ? [] : [from(minimum)]), ...(maximum === undefined ? [] : [above(maximum)])];
}

/** Whether records are within a move's sizes; aggregates whose requests may be on both sides are undecided. */
export function isWithin(
  where: Where,
  sizes: { kind: RecordKind; prompt: SizeRange; output: SizeRange },
): "in" | "out" | "undecided" {
  const input = isBetween(sizes.prompt, sizes.kind, where.minInput, where.maxInput);
  const output = isBetween(sizes.output, sizes.kind, where.minOutput, where.maxOutput);
  if (input === "out" || output === "out") return "out";
  return input === "in" && output === "in" ? "in" : "undecided";
}

function isBetween(
  range: SizeRange,
  kind: RecordKind,
  minimum: number | undefined,
  maximum: number | undefined,
): "in" | "out" | "undecided" {
  // The requests of an aggregate can be as small as nothing; its mean bounds the largest only.
  const smallest = kind === "request" ? range.from : 0;
  const isOut =
    (minimum !== undefined && range.to < from(minimum)) || (maximum !== undefined && smallest >= above(maximum));
  if (isOut) return "out";
  const isIn =
    (minimum === undefined || smallest >= from(minimum)) && (maximum === undefined || range.to < above(maximum));
  return isIn ? "in" : "undecided";
}
