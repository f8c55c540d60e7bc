import fc from "fast-check";
import { expect, test } from "vitest";
import published from "@/lib/pricing/data/service-tiers.json" with { type: "json" };
import { priceUsage } from "@/lib/pricing/price";
import { loadPriceBook } from "@/lib/pricing/price-book";
import { request } from "../../support/usage";

const book = await loadPriceBook();

/** A price per million as a whole number of its billionths: the rate of a token in femto-USD. */
function femto(price: unknown): bigint | null {
  if (typeof price !== "string") return null;
  const [whole = "0", decimals = ""] = price.split(".");
  return BigInt(whole + decimals.padEnd(9, "0"));
}

const count = fc.oneof(fc.bigInt(0n, 1000n), fc.constantFrom(0n, 1n, 50_000n));
const someTokens = fc.record({ fresh: count, read: count, output: count });

/** Models released on or after 2026-03-05, whose data residency costs a tenth more. */
const SINCE_MARCH = /^gpt-5\.[4-6]/;

test.each(published.map((tier) => [`${tier.model} ${tier.serviceTier}`, tier] as const))(
  "%s costs what its card says, in a region of its own too",
  (_name, { model, serviceTier, ...prices }) => {
    const [input, read, output] = [femto(prices.input), femto(prices.cacheRead), femto(prices.output)];
    const isDisputed = Array.isArray(prices.cacheRead);
    fc.assert(
      fc.property(someTokens, fc.constantFrom(null, "eu"), (some, region) => {
        const usage = request("openai", model, {
          input: some.fresh + some.read,
          cacheRead: some.read,
          output: some.output,
        });
        const outcome = priceUsage(book, { ...usage, serviceTier, region });
        const needed = [some.fresh > 0n && input === null, some.output > 0n && output === null];
        if (prices.input === null || prices.output === null || needed.some(Boolean) || (isDisputed && some.read > 0n)) {
          expect(outcome.kind).toBe("unpriced");
          return;
        }
        const list = some.fresh * (input ?? 0n) + some.read * (read ?? input ?? 0n) + some.output * (output ?? 0n);
        const tenths = region !== null && SINCE_MARCH.test(model) ? 11n : 10n;
        expect(outcome.kind === "priced" && outcome.cost * 10n).toBe(list * tenths);
      }),
      { numRuns: 30, seed: 20_261_125 },
    );
  },
);

test("where sources disagree, the card shows what each has", () => {
  const card = book.cardsOf("openai", "gpt-5.6-luna").find(({ serviceTier }) => serviceTier === "batch");
  expect(card?.source.note).toBe(
    "Sources disagree: litellm (2026-07-24) has input 0.5, cached none, output 3; portkey (2026-08-21) has input 0.1, cached 0.01, output 0.6.",
  );
  const agreed = book.cardsOf("openai", "gpt-4.1").filter(({ source }) => source.note?.startsWith("Sources disagree"));
  expect(agreed).toEqual([]);
});

test("a tier that no source has a price for, or that is none, is unpriced at every model of it", () => {
  for (const model of new Set(published.map((tier) => tier.model)))
    for (const serviceTier of ["flex", "batch", "priority", "scale"]) {
      const tier = published.find((one) => one.model === model && one.serviceTier === serviceTier);
      if (tier && tier.input !== null && tier.output !== null) continue;
      const outcome = priceUsage(book, { ...request("openai", model, { input: 1n }), serviceTier });
      expect(outcome).toMatchObject({ kind: "unpriced", reason: "no_card_for_service_tier" });
    }
});
