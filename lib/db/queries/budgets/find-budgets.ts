import "server-only";
import { prisma } from "@/lib/db/prisma";
import type { Budget } from "@/lib/spend/budgets/budget";
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

function rowsOf(organizationId: number) {
  return prisma.budget.findMany({
    where: { organizationId },
    orderBy: [{ dimension: { sort: "asc", nulls: "first" } }, { createdAt: "asc" }, { id: "asc" }],
  });
}
