import "server-only";
import type { Alert } from "@/lib/db/generated/client";
import { prisma } from "@/lib/db/prisma";

/** An alert as the API and the pages give it. */
export interface AlertJson {
  id: string;
  kind: Alert["kind"];
  /** The budget; it may be gone. Null for an anomaly. */
  budgetId: string | null;
  /** Percent of the budget; null for an anomaly. */
  threshold: number | null;
  /** Date of the first day of the period. */
  period: string;
  title: string;
  text: string;
  firedAt: string;
}

/** An organisation's alerts, the newest first, below `before` (an id); of one budget where it is named. */
export async function listAlerts(
  organizationId: number,
  limit: number,
  before: string | null,
  budgetId: string | null = null,
): Promise<AlertJson[]> {
  const rows = await prisma.alert.findMany({
    where: {
      organizationId,
      ...(before === null ? {} : { id: { lt: before } }),
      ...(budgetId === null ? {} : { kind: "budget", subject: budgetId }),
    },
    orderBy: { id: "desc" },
    take: limit,
  });
  return rows.map(({ id, kind, subject, threshold, period, title, text, firedAt }) => ({
    ...{ id, kind, title, text, period: period.toISOString().slice(0, 10), firedAt: firedAt.toISOString() },
    budgetId: kind === "budget" ? subject : null,
    threshold: kind === "budget" ? threshold : null,
  }));
}
