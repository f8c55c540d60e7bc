import "server-only";
import type { Budget as BudgetRow } from "@/lib/db/generated/client";
import { femtoUsd } from "@/lib/pricing/money";
import { type Budget, scopeFrom } from "@/lib/spend/budgets/budget";
import { namesOfAuthors } from "../price-book/statement";

/** A budget with the name of who made it. */
export interface StoredBudget extends Budget {
  createdBy: string | null;
}

/** A budget as the domain knows it. */
export function toBudget(row: BudgetRow): Budget {
  return {
    id: row.id,
    name: row.name,
    scope: scopeFrom(row.dimension, row.value),
    unit: row.period,
    amount: femtoUsd(BigInt(row.amount.toFixed(0))),
    thresholds: row.thresholds,
    startsOn: row.startsOn?.toISOString().slice(0, 10) ?? null,
    createdAt: row.createdAt,
    changedAt: row.changedAt,
  };
}

/** Budgets with the names of who made them, in their order. */
export async function withAuthors(organizationId: number, rows: readonly BudgetRow[]): Promise<StoredBudget[]> {
  const authors = rows.map((row) => ({ userId: row.createdById, apiKeyId: row.createdByKeyId }));
  const nameOf = await namesOfAuthors(organizationId, authors);
  return rows.map((row, index) => ({ ...toBudget(row), createdBy: nameOf(authors[index] ?? NOBODY) }));
}

const NOBODY = { userId: null, apiKeyId: null };
