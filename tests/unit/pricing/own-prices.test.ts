import { expect, test } from "vitest";
import { usdString } from "@/lib/pricing/money";
import { type PriceableUsage, priceUsage } from "@/lib/pricing/price";
import { loadPriceBook, type OrganizationPrices, type PriceOverride } from "@/lib/pricing/price-book";
import { pricerOf } from "@/lib/pricing/pricer";
import { NO_RATES, type Rates, rateFromPerMillion } from "@/lib/pricing/rate-card";
import { instant, request } from "../../support/usage";

const book = await loadPriceBook();

function override(some: Partial<PriceOverride>): PriceOverride {
  return {
    id: "o1",
    provider: "openai",
    model: "gpt-4.1",
    project: null,
    serviceTier: null,
    price: { kind: "multiplier", numerator: 88n, denominator: 100n },
    note: null,
    validFrom: null,
    validTo: null,
    createdAt: instant("2026-10-01T00:00:00Z"),
    ...some,
  };
}

function rates(input: string, output: string): { kind: "rates"; rates: Rates } {
  const some = { input: rateFromPerMillion(input), output: rateFromPerMillion(output) };
  return { kind: "rates", rates: { ...NO_RATES, ...some } };
}

function cost(own: Partial<OrganizationPrices>, usage: PriceableUsage): string {
  const outcome = priceUsage(book.withOrganization({ overrides: [], aliases: [], ...own }), usage);
  return outcome.kind === "priced"
    ? usdString(outcome.cost)
    : outcome.kind === "unpriced"
      ? outcome.reason
      : outcome.kind;
}

const usage = request("openai", "gpt-4.1-2025-04-14", { input: 1_000_000n, cacheRead: 500_000n, output: 100_000n });

test("a multiplier is on every rate, tier and fee of the list", () => {
  const overrides = [override({})];
  expect(cost({}, usage)).toBe("2.05");
  expect(cost({ overrides }, usage)).toBe("1.804");
  expect(cost({ overrides }, { ...usage, serviceTier: "priority" })).toBe("3.157");
  expect(cost({ overrides }, { ...usage, calls: { webSearch: 100n } })).toBe("2.684");
  expect(cost({ overrides }, { ...usage, serviceTier: "flex" })).toBe("no_card_for_service_tier");
  expect(cost({ overrides }, request("azure", "gpt-4.1", { input: 1_000_000n }))).toBe("2");
});

test("rates of one's own are for the standard tier unless they name another; fees stay the list's", () => {
  const overrides = [override({ price: rates("1", "3") })];
  expect(cost({ overrides }, usage)).toBe("1.3");
  expect(cost({ overrides }, { ...usage, calls: { webSearch: 1n } })).toBe("1.31");
  expect(cost({ overrides }, { ...usage, serviceTier: "batch" })).toBe("1.4");
  const forBatch = [override({ price: rates("0.5", "1"), serviceTier: "batch" })];
  expect(cost({ overrides: forBatch }, { ...usage, serviceTier: "batch" })).toBe("0.6");
  expect(cost({ overrides: forBatch }, usage)).toBe("2.05");
});

test("the more specific override wins, the newer of equals", () => {
  const overrides = [
    override({ id: "all", price: rates("1", "1") }),
    override({ id: "project", price: rates("4", "4"), project: "checkout" }),
    override({ id: "newer", price: rates("2", "2"), createdAt: instant("2026-11-01T00:00:00Z") }),
  ];
  expect(cost({ overrides }, { ...usage, project: "checkout" })).toBe("4.4");
  expect(cost({ overrides }, { ...usage, project: "search" })).toBe("2.2");
  expect(cost({ overrides }, usage)).toBe("2.2");
});

test("an override holds on [from, to)", () => {
  const dates = { validFrom: instant("2026-11-01T00:00:00Z"), validTo: instant("2026-11-10T00:00:00Z") };
  const overrides = [override({ ...dates, price: rates("1", "1") })];
  const at = (time: string) => cost({ overrides }, { ...usage, timestamp: instant(time) });
  expect(at("2026-10-31T23:59:59.999Z")).toBe("2.05");
  expect(at("2026-11-01T00:00:00Z")).toBe("1.1");
  expect(at("2026-11-09T23:59:59.999Z")).toBe("1.1");
  expect(at("2026-11-10T00:00:00Z")).toBe("2.05");
});

test("an override for a snapshot is for that name only", () => {
  const overrides = [override({ model: "gpt-4.1-2025-04-14", price: rates("1", "1") })];
  expect(cost({ overrides }, usage)).toBe("1.1");
  expect(cost({ overrides }, { ...usage, model: "gpt-4.1" })).toBe("2.05");
});

test("a model nobody else knows is priced by an override of its exact name", () => {
  const overrides = [override({ provider: "acme", model: "Acme-7B", price: rates("0.1", "0.2") })];
  const tokens = { input: 1_000_000n, output: 1_000_000n };
  expect(cost({ overrides }, request("Acme", "acme-7b", tokens))).toBe("0.3");
  expect(cost({ overrides }, request(null, "acme-7b", tokens))).toBe("0.3");
  expect(cost({ overrides }, request("acme", "acme-8b", tokens))).toBe("unknown_provider");
  expect(cost({ overrides }, request("openai", "acme-7b", tokens))).toBe("unknown_model");
});

test("a multiplier rounds a rate once, half to even, and a repeated cost not at all", () => {
  const overrides = [override({ price: { kind: "multiplier", numerator: 1n, denominator: 3n } })];
  const one = request("openai", "gpt-4.1", { input: 1n });
  expect(cost({ overrides }, one)).toBe("0.000000666666667");
  expect(cost({ overrides }, request("openai", "gpt-4.1", { input: 1_000_000n }))).toBe("0.666666667");
});

test("aliases: exact before pattern, one provider's before any's, dated, to a model by name or by id", () => {
  const alias = (pattern: string, targetModel: string, some: object = {}) => ({
    id: pattern,
    ...{ provider: null, pattern, targetProvider: "openai", targetModel, validFrom: null, validTo: null },
    ...some,
  });
  const aliases = [
    alias("prod-*", "gpt-4.1"),
    alias("prod-small", "gpt-4.1-nano"),
    alias("prod-*", "gpt-4.1-mini", { provider: "azure" }),
    alias("old", "gpt-5", { validTo: instant("2026-01-01T00:00:00Z") }),
    alias("ours", "deepseek-v4-pro", { targetProvider: "fireworks" }),
  ];
  const of = (provider: string | null, model: string) =>
    cost({ aliases }, request(provider, model, { input: 1_000_000n }));
  expect(of("openai", "prod-large")).toBe("2");
  expect(of("acme", "PROD-large")).toBe("2");
  expect(of("openai", "prod-small")).toBe("0.1");
  expect(of("azure", "prod-large")).toBe("0.4");
  expect(of("openai", "old")).toBe("unknown_model");
  expect(of(null, "ours")).not.toMatch(/unknown/);
});

test("in bulk, dated and project prices apply as they do one by one", () => {
  const overrides = [
    override({ price: rates("1", "1"), project: "a", validFrom: instant("2026-11-01T00:00:00Z") }),
    override({ price: rates("3", "3"), validFrom: instant("2026-11-05T00:00:00Z") }),
  ];
  const own = book.withOrganization({ overrides, aliases: [] });
  const pricer = pricerOf(own);
  const tokens = {
    ...{ input: 1000, cacheRead: 0, cacheWrite: 0, cacheWriteByTtl: {}, output: 0, reasoning: 0, audioInput: 0 },
    ...{ imageInput: 0, cacheReadAudio: 0, cacheReadImage: 0, audioOutput: 0, imageOutput: 0 },
  };
  const costs = ["2026-10-31", "2026-11-01", "2026-11-05"].flatMap((day) =>
    ["a", "b", null].map((project) => {
      const record = {
        ...usage,
        tokens,
        calls: {},
        uncertainties: [],
        project,
        timestamp: instant(`${day}T12:00:00Z`),
        endTimestamp: null,
      };
      return String(pricer.price(record).cost);
    }),
  );
  const [list, own1, own3] = ["2000000000000", "1000000000000", "3000000000000"];
  expect(costs).toEqual([list, list, list, own1, list, list, own1, own3, own3]);
});
