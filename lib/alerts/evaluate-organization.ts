import "server-only";
import type { Prisma } from "@/lib/db/generated/client";
import { prisma } from "@/lib/db/prisma";
import { organizationZone } from "@/lib/db/queries/organization-zone";
import { type AlertDraft, type AlertKey, textOfKey } from "./alert-draft";
import { anomalyAlerts } from "./anomaly-alerts";
import { budgetAlerts } from "./budget-alerts";
import { alertsToSend, type FiredAlert, messageOf } from "./outgoing";

/** First key of the advisory lock under which an organisation is looked at: by one process at a time. */
const LOCK_CLASS = 7005;
/** Waiting for another process, and looking. */
const PATIENCE_MS = 120_000;

/** What is looked at. */
export interface Look {
  /** Whether days are compared with what is usual: that reads much more than budgets do. */
  anomalies: boolean;
}

/**
 * Looks at an organisation's budgets and days, and fires what has been reached: each threshold once in a period, each kind
 * of usage once a day. Answers how many fired. The lock ends with the transaction, so that no process which dies can leave it behind; the unique key of alerts
 * holds even without it.
 */
export async function evaluateOrganization(
  organizationId: number,
  now: Date,
  look: Look = { anomalies: true },
): Promise<number> {
  return prisma.$transaction(
    async (transaction) => {
      await transaction.$executeRaw`SELECT pg_advisory_xact_lock(${LOCK_CLASS}::int, ${organizationId}::int)`;
      const zone = await organizationZone(organizationId);
      const firedOf = (keys: readonly AlertKey[]) => firedAmong(transaction, organizationId, keys);
      const budgets = await budgetAlerts(organizationId, zone, now, firedOf);
      const anomalies = look.anomalies ? await anomalyAlerts(organizationId, zone, now) : [];
      return fire(transaction, organizationId, [...budgets, ...anomalies]);
    },
    { timeout: PATIENCE_MS, maxWait: PATIENCE_MS },
  );
}

async function firedAmong(
  transaction: Prisma.TransactionClient,
  organizationId: number,
  keys: readonly AlertKey[],
): Promise<Set<string>> {
  const rows = await transaction.alert.findMany({
    where: {
      organizationId,
      subject: { in: [...new Set(keys.map(({ subject }) => subject))] },
      period: { in: [...new Set(keys.map(({ period }) => period))].map(dateOf) },
    },
    select: { kind: true, subject: true, usage: true, period: true, threshold: true },
  });
  return new Set(rows.map((row) => textOfKey({ ...row, period: row.period.toISOString().slice(0, 10) })));
}

/** Stores what fires together with its way to the channels, so that neither is there without the other. */
async function fire(
  transaction: Prisma.TransactionClient,
  organizationId: number,
  drafts: readonly AlertDraft[],
): Promise<number> {
  if (drafts.length === 0) return 0;
  const data = drafts.map(({ facts, period, ...draft }) => {
    return { ...draft, organizationId, period: dateOf(period), facts: facts as Prisma.InputJsonObject };
  });
  const fired = await transaction.alert.createManyAndReturn({ data, skipDuplicates: true });
  await queueDeliveries(transaction, organizationId, alertsToSend(fired));
  return fired.length;
}

async function queueDeliveries(
  transaction: Prisma.TransactionClient,
  organizationId: number,
  alerts: readonly FiredAlert[],
): Promise<void> {
  const channels = await transaction.alertChannel.findMany({ where: { organizationId, enabled: true } });
  const { name } = await transaction.organization.findUniqueOrThrow({ where: { id: organizationId } });
  await transaction.alertDelivery.createMany({
    data: alerts.flatMap((alert) =>
      channels
        .filter(({ tells }) => tells.includes(alert.kind))
        .map((channel) => ({
          ...{ organizationId, alertId: alert.id, channelId: channel.id },
          ...{ channelName: channel.name, channelKind: channel.kind },
          message: messageOf(alert, name) as Prisma.InputJsonObject,
        })),
    ),
  });
}

function dateOf(date: string): Date {
  return new Date(`${date}T00:00:00Z`);
}
