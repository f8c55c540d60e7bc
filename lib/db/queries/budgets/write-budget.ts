import "server-only";
import { Prisma } from "@/lib/db/generated/client";
import { prisma } from "@/lib/db/prisma";
import type { Budget } from "@/lib/spend/budgets/budget";
import { type Author, createdBy } from "../price-book/statement";

/** Most budgets of one organisation: all of them are looked at whenever usage comes in. */
const MOST_BUDGETS = 200;

/** A budget to be stored. */
export type NewBudget = Omit<Budget, "id" | "createdAt">;

/** What can be changed of a budget. Other usage or another period is another budget, with a history of its own. */
export type BudgetChange = Partial<Pick<Budget, "name" | "amount" | "thresholds" | "startsOn">>;

/** Stores a budget and answers its id. */
export async function createBudget(
  organizationId: number,
  { scope, unit, ...budget }: NewBudget,
  author: Author,
): Promise<string | "too_many"> {
  if ((await prisma.budget.count({ where: { organizationId } })) >= MOST_BUDGETS) return "too_many";
  const { name, amount, thresholds, startsOn } = budget;
  const { id } = await prisma.budget.create({
    data: {
      ...{ organizationId, name, period: unit, thresholds: [...thresholds], ...createdBy(author) },
      ...{ dimension: scope?.dimension ?? null, value: scope?.value ?? null },
      ...{ amount: decimal(amount), startsOn: dateOf(startsOn) },
    },
    select: { id: true },
  });
  return id;
}

/** Changes a budget; false when the organisation has none of that id. */
export async function changeBudget(organizationId: number, id: string, change: BudgetChange): Promise<boolean> {
  const { amount, thresholds, startsOn, name } = change;
  const { count } = await prisma.budget.updateMany({
    where: { organizationId, id },
    data: {
      ...(name === undefined ? {} : { name }),
      ...(amount === undefined ? {} : { amount: decimal(amount) }),
      ...(thresholds === undefined ? {} : { thresholds: [...thresholds] }),
      ...(startsOn === undefined ? {} : { startsOn: dateOf(startsOn) }),
    },
  });
  return count > 0;
}

/** Removes a budget; what it has told of stays. False when the organisation has none of that id. */
export async function deleteBudget(organizationId: number, id: string): Promise<boolean> {
  const { count } = await prisma.budget.deleteMany({ where: { organizationId, id } });
  return count > 0;
}

function decimal(amount: bigint): Prisma.Decimal {
  return new Prisma.Decimal(amount.toString());
}

function dateOf(date: string | null): Date | null {
  return date === null ? null : new Date(`${date}T00:00:00Z`);
}
