import type { ReceiptLine } from "@/lib/pricing/receipt";

/** A cost in femto-USD by what it is for. */
export interface CostParts {
  /** Input that was neither read from nor written to a cache. */
  fresh: bigint;
  read: bigint;
  /** What was read from a cache, if it had not been in one. */
  readAsFresh: bigint;
  written: bigint;
  /** Output without reasoning. */
  output: bigint;
  reasoning: bigint;
  /** Calls, and fees for every request. */
  fees: bigint;
}

/** The cost of nothing. */
export function noCost(): CostParts {
  return { fresh: 0n, read: 0n, readAsFresh: 0n, written: 0n, output: 0n, reasoning: 0n, fees: 0n };
}

/** All of a cost. */
export function totalOf({ fresh, read, written, output, reasoning, fees }: CostParts): bigint {
  return fresh + read + written + output + reasoning + fees;
}

/** Adds a cost to another, times a factor. */
export function addParts(into: CostParts, parts: CostParts, factor: bigint): void {
  into.fresh += parts.fresh * factor;
  into.read += parts.read * factor;
  into.readAsFresh += parts.readAsFresh * factor;
  into.written += parts.written * factor;
  into.output += parts.output * factor;
  into.reasoning += parts.reasoning * factor;
  into.fees += parts.fees * factor;
}

/** Which part of a cost the class of a receipt line belongs to. */
export function partOfClass({
  class: name,
  unit,
}: Pick<ReceiptLine, "class" | "unit">): Exclude<keyof CostParts, "readAsFresh"> {
  if (unit === "call") return "fees";
  if (name === "reasoning") return "reasoning";
  if (name === "output" || name === "audioOutput" || name === "imageOutput") return "output";
  if (name.startsWith("cacheRead")) return "read";
  return name.startsWith("cacheWrite") ? "written" : "fresh";
}
