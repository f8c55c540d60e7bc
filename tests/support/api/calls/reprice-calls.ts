import type { RepriceStatus } from "@/lib/db/generated/client";
import { prisma } from "@/lib/db/prisma";
import { RepriceEffect } from "@/lib/spend/reprice-effect";
import type { Home } from "../home";
import type { CallIn, CallsByOperation } from "../operation-calls";
import { sentBatch } from "./batch-calls";

const NOBODY = "0190a000-0000-7000-8000-000000000000";
const MISSING = () => ({ params: { id: NOBODY } });

function effectIn({ mark }: Home): object {
  const effect = new RepriceEffect();
  const record = { provider: null, model: `${mark}-model`, month: "2026-11", requests: 1, tokens: 10 };
  effect.addChanged(record, { cost: null, costHigh: null }, { cost: 5n, costHigh: 7n });
  effect.addUnchanged(record, { cost: 1n, costHigh: null });
  return effect.toJson();
}

/** A reprice of the home that has come as far as `status`. */
function reprice(status: RepriceStatus): CallIn {
  return async (home) => {
    const { organizationId, mark, owner } = home;
    const wasApplied = status === "applied";
    const { id } = await prisma.reprice.create({
      data: {
        ...{ organizationId, status, note: mark, filters: { model: [mark, null] } },
        statements: { aliases: [], overrides: [] },
        ...{ preview: effectIn(home), createdById: owner.id },
        ...(wasApplied ? { effect: effectIn(home), appliedById: owner.id, appliedAt: new Date() } : {}),
        ...(wasApplied ? { stated: { aliases: [], overrides: [] } } : {}),
      },
    });
    return { params: { id } };
  };
}

/** The same while another one is under way. */
function whileBusy(status: RepriceStatus): CallIn {
  return async (home) => {
    await reprice("applying")(home);
    return reprice(status)(home);
  };
}

/** Stored usage priced anew. */
export const repriceCalls: CallsByOperation = {
  "GET /api/v1/reprices": {
    succeeds: async (home) => {
      await reprice("applied")(home);
      return {};
    },
  },
  "POST /api/v1/reprices": {
    succeeds: async (home) => {
      await sentBatch(home);
      const alias = { pattern: `${home.mark}-model`, targetProvider: "openai", targetModel: "gpt-4.1" };
      return { body: { filter: { model: [`${home.mark}-model`] }, states: { aliases: [alias] }, note: home.mark } };
    },
    alsoSucceeds: { "of everything": () => ({ body: {} }) },
    fails: {
      "409 reprice_under_way": async (home) => {
        for (let count = 0; count < 3; count += 1) await reprice("previewing")(home);
        return { body: {} };
      },
      "422 unknown_model": () => ({
        body: { states: { aliases: [{ pattern: "ours", targetProvider: "openai", targetModel: "gpt-9" }] } },
      }),
    },
  },
  "GET /api/v1/reprices/{id}": {
    succeeds: reprice("applied"),
    alsoSucceeds: { "under way": reprice("previewing") },
    fails: { "404 not_found": MISSING },
  },
  "DELETE /api/v1/reprices/{id}": {
    succeeds: reprice("previewed"),
    fails: { "404 not_found": MISSING, "409 wrong_status": reprice("applied") },
  },
  "POST /api/v1/reprices/{id}/apply": {
    succeeds: reprice("previewed"),
    fails: {
      "404 not_found": MISSING,
      "409 reprice_under_way": whileBusy("previewed"),
      "409 wrong_status": reprice("applied"),
    },
  },
  "POST /api/v1/reprices/{id}/revert": {
    succeeds: reprice("applied"),
    fails: {
      "404 not_found": MISSING,
      "409 reprice_under_way": whileBusy("applied"),
      "409 wrong_status": reprice("previewed"),
    },
  },
};
