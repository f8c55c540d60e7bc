import "server-only";
import { Prisma } from "@/lib/db/generated/client";
import { prisma } from "@/lib/db/prisma";
import { type Budget, type BudgetScope, usageOf } from "@/lib/spend/budgets/budget";
import { type Author, createdBy } from "../price-book/statement";
import { toBudget } from "./budget-row";

/** Most budgets of one organisation: all of them are looked at whenever usage comes in. */
const MOST_BUDGETS = 200;

/** A budget to be stored. */
export type NewBudget = Omit<Budget, "id" | "createdAt" | "changedAt">;

/** What can be changed of a budget; what is undefined stays. */
export type BudgetChange = { readonly [Part in keyof NewBudget]?: NewBudget[Part] | undefined };

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
      ...scopeColumns(scope),
      ...{ amount: decimal(amount), startsOn: dateOf(startsOn) },
    },
    select: { id: true },
  });
  return id;
}

/**
 * Changes a budget; false when the organisation has none of that id. Stating the usage and period it has changes nothing:
 * others make it start anew, from now on.
 */
export async function changeBudget(organizationId: number, id: string, change: BudgetChange): Promise<boolean> {
  const { amount, thresholds, startsOn, name, unit, scope } = change;
  return prisma.$transaction(async (transaction) => {
    // Changes of one budget at the same time come one after another, so that none takes another's usage for its own.
    await transaction.$executeRaw`SELECT FROM budgets WHERE organization_id = ${organizationId} AND id = ${id}::uuid FOR UPDATE`;
    const row = await transaction.budget.findUnique({ where: { organizationId_id: { organizationId, id } } });
    if (!row) return false;
    const before = toBudget(row);
    const usage = { unit: unit ?? before.unit, scope: scope === undefined ? before.scope : scope };
    await transaction.budget.update({
      where: { organizationId_id: { organizationId, id } },
      data: {
        ...(name === undefined ? {} : { name }),
        ...(amount === undefined ? {} : { amount: decimal(amount) }),
        ...(thresholds === undefined ? {} : { thresholds: [...thresholds] }),
        ...(startsOn === undefined ? {} : { startsOn: dateOf(startsOn) }),
        ...(usageOf(usage) === usageOf(before)
          ? {}
          : { period: usage.unit, ...scopeColumns(usage.scope), changedAt: new Date() }),
      },
    });
    return true;
  });
}

/** Removes a budget; what it has told of stays. False when the organisation has none of that id. */
export async function deleteBudget(organizationId: number, id: string): Promise<boolean> {
  const { count } = await prisma.budget.deleteMany({ where: { organizationId, id } });
  return count > 0;
}

function scopeColumns(scope: BudgetScope | null) {
  return { dimension: scope?.dimension ?? null, value: scope?.value ?? null };
}

function decimal(amount: bigint): Prisma.Decimal {
  return new Prisma.Decimal(amount.toString());
}

function dateOf(date: string | null): Date | null {
  return date === null ? null : new Date(`${date}T00:00:00Z`);
}
