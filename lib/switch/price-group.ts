import type { MatchedModel } from "@/lib/pricing/match-model";
import { type Context, noCard, type PriceableUsage, priceInContext, type UnpricedReason } from "@/lib/pricing/price";
import type { PriceBook } from "@/lib/pricing/price-book";
import type { PriceableTokens } from "@/lib/pricing/price-tokens";
import type { RateCard } from "@/lib/pricing/rate-card";
import { lineCost, type ReceiptLine } from "@/lib/pricing/receipt";
import type { Instant } from "@/lib/usage/instant";
import { longContextFrom } from "./size-edges";
import type { TrafficGroup } from "./traffic";

/** A cost in femto-USD by what it is for. */
export interface CostParts {
  input: bigint;
  output: bigint;
  /** Calls and fees for every request. */
  fees: bigint;
}

/** What a group of records costs on a model: bounds where aggregates cannot be placed, the same twice otherwise. */
export type GroupPrice =
  | { kind: "priced"; low: CostParts; high: CostParts }
  | { kind: "unpriced"; reason: UnpricedReason };

/** All of a cost. */
export function totalOf({ input, output, fees }: CostParts): bigint {
  return input + output + fees;
}

/**
 * Prices a group as if it were a model's, at the prices of each record's time: the sum of pricing every record by itself.
 * Bounds of aggregates hold class by class; they are the sums of the single bounds wherever one card is the cheaper one
 * in every class.
 */
export function priceGroup(
  book: PriceBook,
  target: MatchedModel,
  group: TrafficGroup,
  tokens = group.tokens,
): GroupPrice {
  const usage = usageOf(group, tokens, group.spanStarts[0] as Instant);
  const cards = new Set(group.spanStarts.map((start) => book.card(target, usage, start)));
  const candidates: ReceiptLine[][] = [];
  for (const card of cards) {
    if (card === null) return unpriced(noCard(book, target, usage));
    for (const context of contextsOf(card, group)) {
      const outcome = priceInContext(card, target.rule, usage, context);
      if (outcome.kind !== "priced") return unpriced(outcome);
      candidates.push([...outcome.receipt.lines]);
    }
  }
  if (candidates.length === 1) {
    const parts = partsOf(candidates[0] as ReceiptLine[]);
    return { kind: "priced", low: parts, high: parts };
  }
  return { kind: "priced", low: partsOf(byClass(candidates, smaller)), high: partsOf(byClass(candidates, larger)) };
}

function unpriced(outcome: ReturnType<typeof noCard>): GroupPrice {
  if (outcome.kind !== "unpriced") throw new Error("an outcome without a price was expected");
  return { kind: "unpriced", reason: outcome.reason };
}

/** The group as one usage; only its sums and circumstances are looked at. */
function usageOf(group: TrafficGroup, tokens: PriceableTokens, timestamp: Instant): PriceableUsage {
  const { provider, model, serviceTier, region, project, calls } = group;
  const requests = group.requests === null ? null : Number(group.requests);
  return { provider, model, timestamp, serviceTier, region, project, requests, tokens, calls };
}

/** The contexts the group's prompts can be in: one for requests, several for aggregates that cannot be placed. */
function contextsOf(card: RateCard, { prompt }: TrafficGroup): Context[] {
  const all: Context[] = [null, ...card.longContext];
  const reached = (position: number) => card.longContext.filter((long) => longContextFrom(long) <= position).length;
  return all.slice(reached(prompt.from), reached(prompt.to) + 1);
}

const smaller = (a: ReceiptLine, b: ReceiptLine) => (b.rate < a.rate ? b : a);
const larger = (a: ReceiptLine, b: ReceiptLine) => (b.rate > a.rate ? b : a);

function byClass(
  candidates: readonly ReceiptLine[][],
  choose: (a: ReceiptLine, b: ReceiptLine) => ReceiptLine,
): ReceiptLine[] {
  const chosen = new Map<string, ReceiptLine>();
  for (const line of candidates.flat()) {
    const known = chosen.get(line.class);
    chosen.set(line.class, known ? choose(known, line) : line);
  }
  return [...chosen.values()];
}

const OUTPUT_CLASSES = new Set(["output", "reasoning", "audioOutput", "imageOutput"]);

function partsOf(lines: readonly ReceiptLine[]): CostParts {
  const parts = { input: 0n, output: 0n, fees: 0n };
  for (const line of lines) {
    const part = line.unit === "call" ? "fees" : OUTPUT_CLASSES.has(line.class) ? "output" : "input";
    parts[part] += lineCost(line);
  }
  return parts;
}
