import type { AlertKind, Prisma } from "@/lib/db/generated/client";
import type { Message } from "./delivery/message";

/** An alert that has just fired. */
export interface FiredAlert {
  id: string;
  kind: AlertKind;
  subject: string;
  period: Date;
  threshold: number;
  title: string;
  text: string;
  facts: Prisma.JsonValue;
  firedAt: Date;
}

/**
 * Which alerts people are told of: of thresholds of one budget that were reached at once only the highest, which says all
 * the others do.
 */
export function alertsToSend(fired: readonly FiredAlert[]): FiredAlert[] {
  const highest = new Map<string, FiredAlert>();
  for (const alert of fired) {
    const id = `${alert.kind} ${alert.period.toISOString()} ${alert.subject}`;
    const found = highest.get(id);
    if (!found || found.threshold < alert.threshold) highest.set(id, alert);
  }
  return [...highest.values()];
}

/** An alert as it is sent. */
export function messageOf(alert: FiredAlert, organization: string): Message {
  const { kind, subject, title, text, facts, firedAt } = alert;
  return {
    event: kind === "budget" ? "budget.threshold" : "anomaly",
    path: kind === "budget" ? `/budgets/${subject}` : "/budgets/alerts",
    ...{ title, text, organization, firedAt: firedAt.toISOString() },
    facts: facts as Record<string, unknown>,
  };
}
