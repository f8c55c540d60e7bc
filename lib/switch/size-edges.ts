import type { LongContext } from "@/lib/pricing/rate-card";

/**
 * Where a size stands, in halves: 2n for exactly n tokens, 2n + 1 for anything between n and n + 1 (the mean of an
 * aggregate). So "more than n" begins at 2n + 1 and "n or more" at 2n, for whole and for mean sizes alike.
 */
export type Position = number;

/** Position from which a size is more than `limit`. */
export function above(limit: number): Position {
  return 2 * limit + 1;
}

/** Position from which a size is at least `limit`. */
export function from(limit: number): Position {
  return 2 * limit;
}

/** Position from which a prompt has the rates of a long-context threshold. */
export function longContextFrom({ threshold, operator }: LongContext): Position {
  return operator === ">" ? above(threshold) : from(threshold);
}

/** Edges in ascending order, each once. Sizes between two neighbours are alike for every question they come from. */
export function sortedEdges(edges: Iterable<Position>): Position[] {
  return [...new Set(edges)].filter((edge) => edge > 0).sort((a, b) => a - b);
}
