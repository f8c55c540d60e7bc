import "server-only";
import { prisma } from "@/lib/db/prisma";
import { type Budget, usageOf } from "@/lib/spend/budgets/budget";

/** A threshold of a budget that has fired. */
export interface FiredThreshold {
  threshold: number;
  firedAt: Date;
}

/**
 * The thresholds that have fired, ascending, by budget; each budget in one period, named by the date it begins on. What
 * fired for other usage, before the budget was changed, is not among them.
 */
export async function firedThresholds(
  organizationId: number,
  periods: readonly { budget: Pick<Budget, "id" | "unit" | "scope">; period: string }[],
): Promise<Map<string, FiredThreshold[]>> {
  const rows = await prisma.alert.findMany({
    where: {
      ...{ organizationId, kind: "budget" },
      OR: periods.map(({ budget, period }) => ({
        ...{ subject: budget.id, usage: usageOf(budget), period: new Date(`${period}T00:00:00Z`) },
      })),
    },
    orderBy: { threshold: "asc" },
    select: { subject: true, threshold: true, firedAt: true },
  });
  const fired = new Map<string, FiredThreshold[]>();
  for (const { subject, threshold, firedAt } of rows)
    fired.set(subject, [...(fired.get(subject) ?? []), { threshold, firedAt }]);
  return fired;
}
