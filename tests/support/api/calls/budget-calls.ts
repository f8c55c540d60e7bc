import { prisma } from "@/lib/db/prisma";
import { dateIn, startOfMonth } from "@/lib/spend/period";
import type { Home } from "../home";
import type { CallsByOperation } from "../operation-calls";
import { sentBatch } from "./batch-calls";

const NOBODY = "0190a000-0000-7000-8000-000000000000";
const MOST = 200;
const ONE_USD = "1000000000000000";

const row = ({ organizationId, mark, owner }: Home) => ({
  ...{ organizationId, name: mark, period: "month" as const, amount: ONE_USD, thresholds: [50, 100] },
  createdById: owner.id,
});

/** A budget of the home, one of whose thresholds has fired. */
async function storedBudget(home: Home) {
  await sentBatch(home);
  const { id } = await prisma.budget.create({
    data: { ...row(home), dimension: "model", value: `${home.mark}-model`, startsOn: new Date("2026-01-01") },
  });
  const period = new Date(dateIn(startOfMonth(new Date(), "UTC"), "UTC"));
  await prisma.alert.create({
    data: {
      ...{ organizationId: home.organizationId, kind: "budget", subject: id, period, threshold: 50 },
      ...{ title: home.mark, text: home.mark, facts: {} },
    },
  });
  return { params: { id } };
}

const future = async (home: Home) => {
  const { id } = await prisma.budget.create({ data: { ...row(home), startsOn: new Date("2099-01-01") } });
  return { params: { id } };
};

/** Budgets. */
export const budgetCalls: CallsByOperation = {
  "GET /api/v1/budgets": {
    succeeds: async (home) => {
      await storedBudget(home);
      await future(home);
      return {};
    },
  },
  "POST /api/v1/budgets": {
    succeeds: ({ mark }) => ({
      body: {
        ...{ name: mark, scope: { dimension: "project", value: mark }, period: "month", amount: "12.5" },
        ...{ thresholds: [50, 80, 100], startsOn: "2026-11-01" },
      },
    }),
    alsoSucceeds: { "of everything": ({ mark }) => ({ body: { name: mark, period: "day", amount: "1" } }) },
    fails: {
      "409 too_many": async (home) => {
        await prisma.budget.createMany({ data: Array.from({ length: MOST }, () => row(home)) });
        return { body: { name: "One more", period: "week", amount: "1" } };
      },
    },
  },
  "GET /api/v1/budgets/{id}": {
    succeeds: storedBudget,
    alsoSucceeds: { "whose first period has not begun": future },
    fails: { "404 not_found": () => ({ params: { id: NOBODY } }) },
  },
  "PATCH /api/v1/budgets/{id}": {
    succeeds: async (home) => ({
      ...(await storedBudget(home)),
      body: { name: home.mark, amount: "2", thresholds: [90], startsOn: "2026-10-01" },
    }),
    alsoSucceeds: {
      "to other usage and another period": async (home) => ({
        ...(await storedBudget(home)),
        body: { scope: { dimension: "user", value: home.mark }, period: "week" },
      }),
    },
    fails: { "404 not_found": () => ({ params: { id: NOBODY }, body: { amount: "1" } }) },
  },
  "DELETE /api/v1/budgets/{id}": {
    succeeds: future,
    fails: { "404 not_found": () => ({ params: { id: NOBODY } }) },
  },
};
