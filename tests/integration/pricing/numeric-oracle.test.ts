import { type Provider, waitForUpdate } from "@pydantic/genai-prices";
import fc from "fast-check";
import { expect, test } from "vitest";
import { POST } from "@/app/api/v1/price/route";
import { pool } from "@/lib/db/pool";
import { loadPriceBook } from "@/lib/pricing/price-book";
import { apiRequest, createOrganization } from "../../support/factories";
import { numericCosts, type OracleUsage, type PriceList, priceLists } from "../../support/numeric-oracle";

const { key } = await createOrganization("UTC", ["read"]);
const book = await loadPriceBook();
const lists = priceLists((await waitForUpdate()) as Provider[]).flatMap(corrected);

/**
 * The raw list with what pricing.md says the library has wrong, stated once more; lists whose prices cannot be used (more
 * than nine decimals) or that have none for tokens are left out here and tested by themselves.
 */
function corrected(list: PriceList): PriceList[] {
  const cards = book.cardsOf(...splitKey(list.key));
  if (cards.some(({ unusable }) => unusable)) return [];
  if (list.entries.some(({ prices }) => prices.input_mtok === undefined)) return [];
  if (list.provider === "typesafe") return [];
  if (list.key.startsWith("deepseek/deepseek-v4")) return [{ ...list, entries: list.entries.map(deepseekEntry) }];
  if (!/gpt-(5\.[456]|6-astra)/.test(list.key)) return [list];
  return [JSON.parse(JSON.stringify(list).replaceAll('"start":271999', '"start":272000'))];
}

function deepseekEntry(entry: PriceList["entries"][number], index: number) {
  return index === 0 ? entry : { ...entry, from: "2026-08-16T16:00:00Z", weekdaysOnly: entry.timeFrom !== null };
}

function splitKey(listKey: string): [string, string] {
  const slash = listKey.indexOf("/");
  return [listKey.slice(0, slash), listKey.slice(slash + 1)];
}

/** Thresholds at their edges, small, common and huge counts. */
const count = fc.oneof(
  { weight: 4, arbitrary: fc.bigInt(0n, 60_000n) },
  { weight: 3, arbitrary: fc.constantFrom(0n, 0n, 1n, 2n) },
  {
    weight: 3,
    arbitrary: fc
      .tuple(fc.constantFrom(128_000n, 200_000n, 272_000n, 512_000n), fc.constantFrom(-1n, 0n, 1n))
      .map(([threshold, step]) => threshold + step),
  },
  { weight: 1, arbitrary: fc.bigInt(0n, 10n ** 21n) },
);
const rarely = <Value>(arbitrary: fc.Arbitrary<Value>, otherwise: Value) =>
  fc.oneof({ weight: 5, arbitrary: fc.constant(otherwise) }, { weight: 1, arbitrary });

/** Days of price changes, with the hours around windows and midnight, on every weekday. */
const at = fc.oneof(
  fc
    .date({ min: new Date("2025-01-01"), max: new Date("2027-06-01"), noInvalidDate: true })
    .map((date) => date.toISOString()),
  fc
    .tuple(
      fc.constantFrom("2025-06-10", "2026-03-13", "2026-07-30", "2026-08-16", "2026-08-17", "2026-08-21", "2027-01-01"),
      fc.integer({ min: -3, max: 8 }),
      fc.constantFrom("00:00", "00:30", "01:00", "04:00", "06:00", "10:00", "16:00", "16:30"),
      fc.constantFrom(-1, 0, 1),
    )
    .map(([day, days, time, step]) =>
      new Date(Date.parse(`${day}T${time}:00Z`) + days * 86_400_000 + step).toISOString(),
    ),
);

const parts = fc.record({
  at,
  fresh: count,
  read: rarely(count, 0n),
  write: rarely(count, 0n),
  writeAnHour: rarely(fc.bigInt(1n, 1000n), 0n),
  output: count,
  reasoning: rarely(count, 0n),
  audio: rarely(fc.bigInt(1n, 1000n), 0n),
  image: rarely(fc.bigInt(1n, 1000n), 0n),
  readAudio: rarely(fc.bigInt(1n, 1000n), 0n),
  readImage: rarely(fc.bigInt(1n, 1000n), 0n),
  audioOutput: rarely(fc.bigInt(1n, 1000n), 0n),
  imageOutput: rarely(fc.bigInt(1n, 1000n), 0n),
});

function usageOf(list: PriceList, part: typeof parts extends fc.Arbitrary<infer Parts> ? Parts : never): OracleUsage {
  const knowsWrites = list.entries.some(({ prices }) => prices.cache_write_mtok !== undefined);
  const anHour = knowsWrites ? part.writeAnHour : 0n;
  const cacheRead = part.read + part.readAudio + part.readImage;
  const counts = {
    input: part.fresh + cacheRead + part.write + anHour + part.audio + part.image,
    cacheRead,
    cacheWrite: part.write + anHour,
    output: part.output + part.reasoning + part.audioOutput + part.imageOutput,
    reasoning: part.reasoning,
    audioInput: part.audio + part.readAudio,
    imageInput: part.image + part.readImage,
    cacheReadAudio: part.readAudio,
    cacheReadImage: part.readImage,
    audioOutput: part.audioOutput,
    imageOutput: part.imageOutput,
  };
  const tokens = Object.fromEntries(Object.entries(counts).map(([name, value]) => [name, String(value)]));
  return { list, at: part.at, tokens, cacheWriteByTtl: anHour > 0n ? { "1h": String(anHour) } : {} };
}

/** Ways to write a provider and a model's name that mean the same. */
const SPELLINGS: readonly ((list: PriceList) => { provider: string | null; model: string })[] = [
  ({ provider, name }) => ({ provider, model: name }),
  ({ provider, name }) => ({ provider, model: name.toUpperCase() }),
  ({ provider, name }) => ({ provider: ` ${provider.toUpperCase()} `, model: ` ${name} ` }),
  ({ provider, name }) => ({ provider: null, model: `${provider}/${name}` }),
];

async function pricesOf(usages: readonly OracleUsage[]): Promise<(string | null)[]> {
  const body = usages.map(({ list, at: timestamp, tokens, cacheWriteByTtl }, index) => ({
    ...SPELLINGS[(index + Math.floor(index / lists.length)) % SPELLINGS.length]?.(list),
    ...{ timestamp, tokens: { ...tokens, cacheWriteByTtl } },
  }));
  const response = await POST(apiRequest("/api/v1/price", key, { method: "POST", body: JSON.stringify(body) }));
  expect(response.status).toBe(200);
  return ((await response.json()) as { cost: string | null }[]).map(({ cost }) => cost);
}

test("every model costs what Postgres works out from the library's raw prices, to the last digit", async () => {
  expect(lists.length).toBeGreaterThan(1400);
  const samples = fc.sample(parts, { numRuns: lists.length * 6, seed: 20_261_125 });
  const usages = samples.map((part, index) => usageOf(lists[index % lists.length] as PriceList, part));
  const expected = await numericCosts(pool(), usages);
  const actual = await pricesOf(usages);
  const different = usages.flatMap((usage, index) =>
    expected[index] === actual[index]
      ? []
      : [{ ...usage, list: usage.list.key, expected: expected[index], actual: actual[index] }],
  );
  expect(different).toEqual([]);
  expect(actual.filter((cost) => cost !== null).length).toBeGreaterThan(usages.length / 2);
});
