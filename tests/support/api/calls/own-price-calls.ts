import { prisma } from "@/lib/db/prisma";
import type { Home } from "../home";
import type { CallsByOperation } from "../operation-calls";

const NOBODY = "0190a000-0000-7000-8000-000000000000";
const replacing = { replaces: NOBODY };
const MISSING = { "404 not_found": () => ({ params: { id: NOBODY } }) };
const MOST = 1000;
const WITHDRAWN = { withdrawnAt: new Date("2026-11-01T00:00:00Z"), replacedById: NOBODY };

const override = ({ organizationId, mark }: Home) => ({
  organizationId,
  provider: "openai",
  model: "gpt-4.1",
  project: mark,
  price: { kind: "rates", input: "1.5", output: "6", cacheWriteByTtl: { "1h": "3" } },
  note: mark,
  validFrom: new Date("2026-01-01T00:00:00Z"),
});
const alias = ({ organizationId, mark }: Home) => ({
  organizationId,
  pattern: `${mark}-*`,
  targetProvider: "openai",
  targetModel: "gpt-4.1",
  validTo: new Date("2027-01-01T00:00:00Z"),
});

async function storedOverride(home: Home) {
  return { params: { id: (await prisma.priceOverride.create({ data: override(home) })).id } };
}

async function storedAlias(home: Home) {
  return { params: { id: (await prisma.modelAlias.create({ data: alias(home) })).id } };
}

/** Prices and names of the organisation's own. */
export const ownPriceCalls: CallsByOperation = {
  "GET /api/v1/price-overrides": {
    succeeds: async (home) => {
      await storedOverride(home);
      return {};
    },
    alsoSucceeds: {
      "with its history": async (home) => {
        await prisma.priceOverride.create({ data: { ...override(home), ...WITHDRAWN } });
        return { query: "history=true" };
      },
    },
    fails: { "400 invalid_request": () => ({ query: "history=please" }) },
  },
  "POST /api/v1/price-overrides": {
    succeeds: ({ mark }) => ({
      body: {
        provider: "openai",
        model: "gpt-4.1",
        project: mark,
        serviceTier: "batch",
        price: { kind: "rates", input: "1.5", output: "6", cacheWriteByTtl: { "1h": "3" } },
        note: mark,
        validFrom: "2026-01-01T00:00:00Z",
        validTo: "2027-01-01T00:00:00+01:00",
      },
    }),
    alsoSucceeds: {
      "a factor on list prices": () => ({
        body: { provider: "openai", model: "gpt-4.1", price: { kind: "multiplier", numerator: 88, denominator: 100 } },
      }),
    },
    fails: {
      "404 not_found": () => ({
        body: { provider: "openai", model: "gpt-4.1", price: { kind: "rates", input: "1" }, ...replacing },
      }),
      "409 too_many": async (home) => {
        await prisma.priceOverride.createMany({ data: Array.from({ length: MOST }, () => override(home)) });
        return { body: { provider: "openai", model: "gpt-4.1", price: { kind: "rates", input: "1" } } };
      },
      "422 unknown_model": () => ({
        body: { provider: "openai", model: "gpt-9", price: { kind: "multiplier", numerator: 1, denominator: 2 } },
      }),
    },
  },
  "DELETE /api/v1/price-overrides/{id}": { succeeds: storedOverride, fails: MISSING },
  "GET /api/v1/model-aliases": {
    succeeds: async (home) => {
      await storedAlias(home);
      return {};
    },
    alsoSucceeds: {
      "with its history": async (home) => {
        await prisma.modelAlias.create({ data: { ...alias(home), ...WITHDRAWN } });
        return { query: "history=true" };
      },
    },
    fails: { "400 invalid_request": () => ({ query: "history=please" }) },
  },
  "POST /api/v1/model-aliases": {
    succeeds: ({ mark }) => ({
      body: {
        provider: "azure",
        pattern: `${mark}-*`,
        targetProvider: "openai",
        targetModel: "gpt-4.1",
        validFrom: "2026-01-01T00:00:00Z",
        validTo: null,
      },
    }),
    fails: {
      "404 not_found": () => ({
        body: { pattern: "ours", targetProvider: "openai", targetModel: "gpt-4.1", ...replacing },
      }),
      "409 too_many": async (home) => {
        await prisma.modelAlias.createMany({ data: Array.from({ length: MOST }, () => alias(home)) });
        return { body: { pattern: "ours", targetProvider: "openai", targetModel: "gpt-4.1" } };
      },
      "422 unknown_model": () => ({ body: { pattern: "ours", targetProvider: "openai", targetModel: "gpt-9" } }),
    },
  },
  "DELETE /api/v1/model-aliases/{id}": { succeeds: storedAlias, fails: MISSING },
};
