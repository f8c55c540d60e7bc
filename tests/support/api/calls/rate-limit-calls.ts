import { prisma } from "@/lib/db/prisma";
import type { Home } from "../home";
import type { CallsByOperation } from "../operation-calls";

const NOBODY = "0190a000-0000-7000-8000-000000000000";
const MOST = 500;
const LIMIT = { model: "openai/gpt-5", abovePromptTokens: 200_000, tokensPerMinute: 1_000_000, requestsPerMinute: 10 };

/** A limit and a tier that the home's owner has stated. */
async function stored({ organizationId, mark, owner }: Home) {
  const changed = { organizationId, changedById: owner.id };
  await prisma.providerTier.create({ data: { ...changed, provider: "openai", tier: "tier2" } });
  const { id } = await prisma.rateLimit.create({ data: { ...LIMIT, ...changed, model: `openai/${mark}` } });
  return { params: { id } };
}

/** Rate limits of the organisation's own. */
export const rateLimitCalls: CallsByOperation = {
  "GET /api/v1/rate-limits": {
    succeeds: async (home) => {
      await stored(home);
      return {};
    },
    alsoSucceeds: { "without any": () => ({}) },
  },
  "POST /api/v1/rate-limits": {
    succeeds: () => ({ body: LIMIT }),
    alsoSucceeds: {
      "of tokens alone": () => ({ body: { model: "gpt-4.1-mini", tokensPerMinute: 5 } }),
      "in place of another": async ({ organizationId }) => {
        await prisma.rateLimit.create({ data: { ...LIMIT, organizationId } });
        return { body: { ...LIMIT, tokensPerMinute: null } };
      },
    },
    fails: {
      "409 too_many": async ({ organizationId }) => {
        const data = Array.from({ length: MOST }, (_, index) => ({ organizationId, model: `a/${index}` }));
        await prisma.rateLimit.createMany({ data });
        return { body: LIMIT };
      },
      "422 unknown_model": () => ({ body: { ...LIMIT, model: "gpt-9" } }),
      "422 ambiguous_model": () => ({ body: { ...LIMIT, model: "gpt-4.1 gemini" } }),
    },
  },
  "PATCH /api/v1/rate-limits": {
    succeeds: () => ({ body: { usageTiers: { openai: "tier3" } } }),
    alsoSucceeds: {
      "which takes one back": async (home) => {
        await stored(home);
        return { body: { usageTiers: { openai: null } } };
      },
    },
    fails: { "422 unknown_provider": () => ({ body: { usageTiers: { nobody: "tier1" } } }) },
  },
  "DELETE /api/v1/rate-limits/{id}": {
    succeeds: stored,
    fails: { "404 not_found": () => ({ params: { id: NOBODY } }) },
  },
};
