import { calcPrice, type Provider, waitForUpdate } from "@pydantic/genai-prices";
import fc from "fast-check";
import { expect, test } from "vitest";
import { priceUsage } from "@/lib/pricing/price";
import { loadPriceBook } from "@/lib/pricing/price-book";
import type { PriceableTokens } from "@/lib/pricing/price-tokens";
import { type Instant, instantFromDate } from "@/lib/usage/instant";
import { request, tokens } from "../../support/usage";
import { isSame, oracleCost } from "./library-oracle";

const book = await loadPriceBook();
const providers = (await waitForUpdate()) as Provider[];

/** A name of every model of the library that leads to it, its own id mostly. */
const names = providers.flatMap((provider) =>
  provider.models.flatMap(({ id, match }) => {
    const clauses = "or" in match ? match.or : [match];
    const candidates = [id, ...clauses.flatMap((clause) => ("equals" in clause ? [clause.equals] : []))];
    const leadsHere = (name: string) => calcPrice({}, name, { providerId: provider.id })?.model.id === id;
    const name = candidates.find(leadsHere);
    return name ? [{ provider: provider.id, model: id, name }] : [];
  }),
);

/** Where we differ on purpose: what lib/pricing/layers/corrections says (tested beside), and rates without exact value. */
function isCorrected(provider: string, model: string, prompt: bigint): boolean {
  if (provider === "typesafe" || (provider === "deepseek" && model.startsWith("deepseek-v4"))) return true;
  if (prompt === 272_000n) return true;
  const card = book.cardsOf(provider, model)[0];
  return card?.unusable !== undefined || card?.source.note?.includes("cost nothing") === true;
}

const count = fc.oneof(
  { weight: 4, arbitrary: fc.bigInt(0n, 100_000n) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(0n, 1n, 127_999n, 128_000n, 128_001n, 199_999n, 200_000n, 271_999n, 512_000n),
  },
  { weight: 1, arbitrary: fc.bigInt(0n, 10n ** 24n) },
);

const someTokens: fc.Arbitrary<PriceableTokens> = fc
  .record({
    fresh: count,
    read: count,
    write: count,
    output: count,
    reasoning: count,
    audio: fc.constantFrom(0n, 0n, 0n, 7n),
    image: fc.constantFrom(0n, 0n, 0n, 11n),
    readAudio: fc.constantFrom(0n, 0n, 3n),
    readImage: fc.constantFrom(0n, 0n, 5n),
    audioOutput: fc.constantFrom(0n, 0n, 13n),
    imageOutput: fc.constantFrom(0n, 0n, 17n),
  })
  .map((some) =>
    tokens({
      input: some.fresh + some.read + some.readAudio + some.readImage + some.write + some.audio + some.image,
      cacheRead: some.read + some.readAudio + some.readImage,
      cacheWrite: some.write,
      audioInput: some.audio + some.readAudio,
      imageInput: some.image + some.readImage,
      cacheReadAudio: some.readAudio,
      cacheReadImage: some.readImage,
      output: some.output + some.reasoning + some.audioOutput + some.imageOutput,
      reasoning: some.reasoning,
      audioOutput: some.audioOutput,
      imageOutput: some.imageOutput,
    }),
  );

const instants = fc.oneof(
  fc
    .date({ min: new Date("2025-01-01"), max: new Date("2027-06-01"), noInvalidDate: true })
    .map((date) => instantFromDate(date)),
  fc
    .constantFrom("2025-06-10", "2026-03-13", "2026-07-30", "2026-08-21", "2027-01-01", "2025-12-02", "2026-06-16")
    .chain((day) =>
      fc.constantFrom(-1, 0, 1).map((microsecond) => (instantFromDate(new Date(day)) + microsecond) as Instant),
    ),
  fc
    .constantFrom("00:29:59.999", "00:30:00.000", "16:29:59.999", "16:30:00.000")
    .map((time) => instantFromDate(new Date(`2026-11-21T${time}Z`))),
);

test("a name leads to nearly every model of the library", () => {
  expect(names.length).toBeGreaterThan(1500);
});

test("every model of the library costs what its raw price list says, to the last digit", () => {
  for (const { provider, model, name } of names) {
    fc.assert(
      fc.property(someTokens, instants, (some, at) => {
        if (isCorrected(provider, model, some.input)) return;
        const expected = oracleCost(provider, name, at, some);
        const outcome = priceUsage(book, { ...request(provider, name, some), timestamp: at });
        if (expected === null) expect(outcome.kind).toBe("unpriced");
        else {
          expect(outcome.kind).toBe("priced");
          expect(outcome.kind === "priced" && isSame(outcome.cost, expected)).toBe(true);
        }
      }),
      { numRuns: 12, seed: 20_261_124 },
    );
  }
});
