import { POST as keepScenario } from "@/app/api/v1/scenarios/route";
import type { Role } from "@/lib/auth/roles";
import { prisma } from "@/lib/db/prisma";
import { apiRequest } from "../../factories";
import type { Home } from "../home";
import type { CallIn, CallsByOperation } from "../operation-calls";

const NOBODY = { params: { id: "0190a000-0000-7000-8000-000000000000" } };
const MISSING = () => NOBODY;
const CHANGE_OF_MISSING = () => ({ ...NOBODY, body: {} });
const MOST = 200;
/** Members keep scenarios; viewers read them. */
const MEMBERS: readonly Role[] = ["owner", "admin", "member"];

const QUESTION = {
  range: "90d",
  tz: "Europe/Berlin",
  moves: [{ fromModel: "gpt-4.1", toModel: "openai/gpt-5", share: 0.5, where: { maxInput: 100_000 } }],
  levers: { outputFactor: { low: 1, expected: 1.5, high: 2 } },
};

/** Questions without an answer, by the code of the error. */
const UNANSWERABLE = {
  "422 unknown_model": { ...QUESTION, moves: [{ toModel: "gpt-9" }] },
  "422 ambiguous_model": { ...QUESTION, moves: [{ toModel: "gpt-4.1 gemini" }] },
  "422 shares_exceed_whole": {
    ...QUESTION,
    moves: [{ toModel: "openai/gpt-5" }, { toModel: "openai/gpt-4.1-mini", share: 0.1 }],
  },
};
const OF_WHAT_IFS = { "422 too_many_labels": "POST /api/v1/switch is asked this: it answers both." };

/** A scenario that the home's key has kept. */
async function kept({ key, mark }: Home): Promise<string> {
  const body = JSON.stringify({ name: `Scenario ${mark}`, question: QUESTION });
  const response = await keepScenario(apiRequest("/api/v1/scenarios", key, { method: "POST", body }));
  if (response.status !== 201) throw new Error(`Keeping a scenario answered ${response.status}.`);
  return (await response.json()).id;
}

function ofKept(body?: unknown): CallIn {
  return async (home) => ({ params: { id: await kept(home) }, ...(body === undefined ? {} : { body }) });
}

/** Calls about a scenario whose question has no answer any more. */
function unanswerable(body?: unknown): Record<string, CallIn> {
  return Object.fromEntries(
    Object.entries(UNANSWERABLE).map(([code, question]): [string, CallIn] => [
      code,
      async (home) => {
        const call = await ofKept(body)(home);
        await prisma.scenario.updateMany({ where: { organizationId: home.organizationId }, data: { question } });
        return call;
      },
    ]),
  );
}

async function filled({ organizationId }: Home, count: number): Promise<void> {
  const rows = Array.from({ length: count }, (_, index) => ({
    ...{ organizationId, name: `${index}`, question: QUESTION },
  }));
  await prisma.scenario.createMany({ data: rows });
}

const NOT_CSV: CallIn = async (home) => ({ ...(await ofKept()(home)), query: "format=xml" });

/** What-ifs that are kept. */
export const scenarioCalls: CallsByOperation = {
  "GET /api/v1/scenarios": {
    succeeds: async (home) => {
      await kept(home);
      return {};
    },
    alsoSucceeds: {
      "as CSV": async (home) => {
        await kept(home);
        return { query: "format=csv" };
      },
    },
    fails: { "400 invalid_request": NOT_CSV },
  },
  "POST /api/v1/scenarios": {
    succeeds: ({ mark }) => ({ body: { name: mark, question: QUESTION } }),
    fails: {
      "409 too_many": async (home) => {
        await filled(home, MOST);
        return { body: { name: "one more", question: QUESTION } };
      },
      ...Object.fromEntries(
        Object.entries(UNANSWERABLE).map(([code, question]) => [code, () => ({ body: { name: "none", question } })]),
      ),
      ...OF_WHAT_IFS,
    },
    roles: MEMBERS,
  },
  "GET /api/v1/scenarios/compare": {
    succeeds: async (home) => ({ query: `scenario=${await kept(home)}&scenario=${await kept(home)}` }),
    fails: {
      "400 invalid_request": async (home) => ({ query: `scenario=${await kept(home)}` }),
      "404 not_found": async (home) => ({ query: `scenario=${await kept(home)}&scenario=nonsense` }),
    },
  },
  "GET /api/v1/scenarios/{id}": {
    succeeds: ofKept(),
    fails: { "400 invalid_request": NOT_CSV, "404 not_found": MISSING },
  },
  "PATCH /api/v1/scenarios/{id}": {
    succeeds: ofKept({ name: "Another", question: QUESTION }),
    alsoSucceeds: { "the name alone": ofKept({ name: "Another" }) },
    fails: {
      "404 not_found": CHANGE_OF_MISSING,
      ...Object.fromEntries(Object.entries(UNANSWERABLE).map(([code, question]) => [code, ofKept({ question })])),
      ...OF_WHAT_IFS,
    },
    roles: MEMBERS,
  },
  "DELETE /api/v1/scenarios/{id}": {
    succeeds: ofKept(),
    fails: { "404 not_found": MISSING },
    // Others may delete what they have made themselves: there is a test of its own for them.
    roles: ["owner", "admin"],
  },
  "POST /api/v1/scenarios/{id}/duplicate": {
    succeeds: ofKept({ name: "Another" }),
    alsoSucceeds: { "with a name made of the first": ofKept({}) },
    fails: {
      "404 not_found": CHANGE_OF_MISSING,
      "409 too_many": async (home) => {
        await filled(home, MOST - 1);
        return ofKept({})(home);
      },
      ...unanswerable({}),
      ...OF_WHAT_IFS,
    },
    roles: MEMBERS,
  },
  "POST /api/v1/scenarios/{id}/runs": {
    succeeds: ofKept(),
    alsoSucceeds: {
      "of another question than before": async (home) => {
        const call = await ofKept()(home);
        const question = { ...QUESTION, moves: [{ toModel: "openai/gpt-4.1-mini" }] };
        await prisma.scenario.updateMany({ where: { organizationId: home.organizationId }, data: { question } });
        return call;
      },
    },
    fails: { "404 not_found": MISSING, ...unanswerable(), ...OF_WHAT_IFS },
    roles: MEMBERS,
  },
  "POST /api/v1/scenarios/{id}/back-test": {
    succeeds: ofKept({ at: "2026-11-03", days: 7 }),
    fails: {
      "404 not_found": CHANGE_OF_MISSING,
      ...unanswerable({ at: "2026-11-03" }),
      ...OF_WHAT_IFS,
      "422 no_switch_found": ofKept({}),
    },
  },
};
