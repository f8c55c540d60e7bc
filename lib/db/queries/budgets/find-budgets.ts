import "server-only";
import { prisma } from "@/lib/db/prisma";
import type { Budget } from "@/lib/spend/budgets/budget";
import { currentPeriod } from "@/lib/spend/budgets/budget-periods";
import { type StoredBudget, toBudget, withAuthors } from "./budget-row";

/** An organisation's budgets, those of everything first, then as they were made. */
export async function listBudgets(organizationId: number): Promise<StoredBudget[]> {
  return withAuthors(organizationId, await rowsOf(organizationId));
}

/** The same, without who made them. */
export async function budgetsToWatch(organizationId: number): Promise<Budget[]> {
  return (await rowsOf(organizationId)).map(toBudget);
}

/** One budget; null when the organisation has none of that id. */
export async function findBudget(organizationId: number, id: string): Promise<StoredBudget | null> {
  const row = await prisma.budget.findUnique({ where: { organizationId_id: { organizationId, id } } });
  if (!row) return null;
  const [budget] = await withAuthors(organizationId, [row]);
  return budget ?? null;
}

/** The budget of the whole organisation for the current month, the lowest if there are several; null without one. */
export async function monthBudget(organizationId: number, zone: string, now: Date): Promise<Budget | null> {
  const rows = await prisma.budget.findMany({
    where: { organizationId, dimension: null, period: "month" },
    orderBy: { amount: "asc" },
  });
  return rows.map(toBudget).find((budget) => currentPeriod(budget, now, zone) !== null) ?? null;
}

function rowsOf(organizationId: number) {
  return prisma.budget.findMany({
    where: { organizationId },
    orderBy: [{ dimension: { sort: "asc", nulls: "first" } }, { createdAt: "asc" }, { id: "asc" }],
  });
}
