import "server-only";
import type { AlertDelivery } from "@/lib/db/generated/client";
import { prisma } from "@/lib/db/prisma";

/** A delivery as the log shows it. */
export interface DeliveryJson {
  id: string;
  /** Null for a test. */
  alertId: string | null;
  title: string;
  channel: { id: string; name: string; kind: AlertDelivery["channelKind"] };
  status: AlertDelivery["status"];
  attempts: number;
  responseCode: number | null;
  error: string | null;
  createdAt: string;
  lastAttemptAt: string | null;
  /** Null where nothing more is tried. */
  nextAttemptAt: string | null;
  deliveredAt: string | null;
}

/** An organisation's deliveries, the newest first, below `before` (an id); of some alerts where they are named. */
export async function listDeliveries(
  organizationId: number,
  limit: number,
  before: string | null,
  alertIds?: readonly string[],
): Promise<DeliveryJson[]> {
  const rows = await prisma.alertDelivery.findMany({
    where: {
      organizationId,
      ...(before === null ? {} : { id: { lt: before } }),
      ...(alertIds ? { alertId: { in: [...alertIds] } } : {}),
    },
    orderBy: { id: "desc" },
    take: limit,
  });
  return rows.map(deliveryToJson);
}

/** A delivery on the wire; what it says but its title stays away. */
export function deliveryToJson(row: AlertDelivery): DeliveryJson {
  const { id, alertId, status, attempts, responseCode, error } = row;
  const isPending = status === "pending";
  return {
    ...{ id, alertId, status, attempts, responseCode, error },
    title: (row.message as { title: string }).title,
    channel: { id: row.channelId, name: row.channelName, kind: row.channelKind },
    createdAt: row.createdAt.toISOString(),
    lastAttemptAt: row.lastAttemptAt?.toISOString() ?? null,
    nextAttemptAt: isPending ? row.nextAttemptAt.toISOString() : null,
    deliveredAt: row.deliveredAt?.toISOString() ?? null,
  };
}
