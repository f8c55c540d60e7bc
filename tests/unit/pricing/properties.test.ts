import fc from "fast-check";
import { expect, test } from "vitest";
import { type PriceableUsage, priceUsage } from "@/lib/pricing/price";
import { loadPriceBook } from "@/lib/pricing/price-book";
import type { PriceableTokens } from "@/lib/pricing/price-tokens";
import type { RateCard } from "@/lib/pricing/rate-card";
import { request } from "../../support/usage";

const book = await loadPriceBook();
const AT = "2026-11-24T12:00:00Z";

/** Models reached by their id, with the card that holds at AT; those without usable token rates left out. */
const models = book.models.flatMap(({ provider, id }) => {
  const outcome = priceUsage(book, request(provider, id, { input: 2n, cacheRead: 1n, cacheWrite: 1n, output: 2n }, AT));
  return outcome.kind === "priced" && outcome.receipt.card.requestFee === null
    ? [{ provider, model: id, card: outcome.receipt.card }]
    : [];
});
const model = fc.constantFrom(...models);

const count = fc.oneof(fc.bigInt(0n, 1000n), fc.bigInt(0n, 10n ** 12n));
const someTokens = fc
  .record({ fresh: count, read: count, write: count, output: count, reasoning: count })
  .map(({ fresh, read, write, output, reasoning }) => ({
    ...{ input: fresh + read + write, cacheRead: read, cacheWrite: write, output: output + reasoning, reasoning },
  }));
type SomeTokens = typeof someTokens extends fc.Arbitrary<infer Tokens> ? Tokens : never;

function costOf(usage: PriceableUsage): bigint {
  const outcome = priceUsage(book, usage);
  if (outcome.kind !== "priced") throw new Error(`${usage.model}: ${outcome.kind}`);
  return outcome.cost;
}

const cost = (of: { provider: string; model: string }, tokens: Partial<PriceableTokens>) =>
  costOf(request(of.provider, of.model, tokens, AT));

function sum(a: SomeTokens, b: SomeTokens): SomeTokens {
  const both = { ...a };
  for (const name of Object.keys(a) as (keyof SomeTokens)[]) both[name] = a[name] + b[name];
  return both;
}

/** Which of a card's thresholds a prompt has passed. */
function context(card: RateCard, prompt: bigint): number {
  return card.longContext.filter(({ threshold, operator }) =>
    operator === ">" ? prompt > BigInt(threshold) : prompt >= BigInt(threshold),
  ).length;
}

test("nearly every model takes part", () => {
  expect(models.length).toBeGreaterThan(1400);
});

test("two requests in one context cost together what a request of their tokens costs there", () => {
  fc.assert(
    fc.property(model, someTokens, someTokens, (of, a, b) => {
      const both = sum(a, b);
      fc.pre(new Set([a, b, both].map(({ input }) => context(of.card, input))).size === 1);
      expect(cost(of, both)).toBe(cost(of, a) + cost(of, b));
    }),
    { numRuns: 3000 },
  );
});

test("more tokens never cost less", () => {
  fc.assert(
    fc.property(model, someTokens, fc.constantFrom("input", "output"), count, (of, tokens, name, more) => {
      expect(cost(of, { ...tokens, [name]: tokens[name] + more })).toBeGreaterThanOrEqual(cost(of, tokens));
    }),
    { numRuns: 3000 },
  );
});

test("a threshold is a cliff: one token more reprices the whole request, output included", () => {
  const tiered = models.filter(({ card }) => card.longContext.length > 0);
  expect(tiered.length).toBeGreaterThan(30);
  for (const of of tiered) {
    for (const { threshold, operator, rates } of of.card.longContext) {
      const last = BigInt(threshold) - (operator === ">" ? 0n : 1n);
      const below = context(of.card, last);
      const standard = below === 0 ? of.card.rates : of.card.longContext[below - 1]?.rates;
      const output = 1000n;
      expect(cost(of, { input: last, output })).toBe(
        last * (standard?.input ?? 0n) + output * (standard?.output ?? 0n),
      );
      const over = last + 1n;
      expect(cost(of, { input: over, output })).toBe(over * (rates.input ?? 0n) + output * (rates.output ?? 0n));
    }
  }
});

test("what was priced before does not matter, nor the order in which times to live are named", () => {
  const usages = fc.array(fc.tuple(model, someTokens), { minLength: 2, maxLength: 30 });
  fc.assert(
    fc.property(usages, fc.infiniteStream(fc.nat()), (some, random) => {
      const shuffled = some
        .map((entry, index) => ({ entry, index, rank: random.next().value as number }))
        .sort((a, b) => a.rank - b.rank);
      const inOrder = some.map(([of, tokens]) => cost(of, tokens));
      for (const { entry, index } of shuffled) expect(cost(entry[0], entry[1])).toBe(inOrder[index]);
    }),
    { numRuns: 200 },
  );
  const writes = (cacheWriteByTtl: Record<string, bigint>) =>
    costOf(request("anthropic", "claude-opus-4-5", { input: 9n, cacheWrite: 9n, cacheWriteByTtl }, AT));
  expect(writes({ "1h": 4n, "5m": 3n })).toBe(writes({ "5m": 3n, "1h": 4n }));
});
