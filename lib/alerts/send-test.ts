import "server-only";
import type { AlertChannel } from "@/lib/db/generated/client";
import { prisma } from "@/lib/db/prisma";
import { type DeliveryJson, deliveryToJson } from "@/lib/db/queries/alerts/list-deliveries";
import { attempt } from "./delivery/attempt";
import type { Message } from "./delivery/message";

/** Sends a test to a channel now, once, and answers how it went; it is in the log as any other delivery. */
export async function sendTest(channel: AlertChannel): Promise<DeliveryJson> {
  const { organizationId, id: channelId, name: channelName, kind: channelKind } = channel;
  const { name } = await prisma.organization.findUniqueOrThrow({ where: { id: organizationId } });
  const message = {
    event: "test" as const,
    title: "A test from Outlay",
    text: `Alerts of ${name} reach “${channelName}”.`,
    path: "/budgets",
    organization: name,
    firedAt: new Date().toISOString(),
    facts: {},
  } satisfies Message;
  // Stored as failed until it is known: nobody else is to try it, not even after a crash.
  const data = { organizationId, channelId, channelName, channelKind, message, attempts: 1, lastAttemptAt: new Date() };
  const error = "The server stopped while it was sent.";
  const { id } = await prisma.alertDelivery.create({ data: { ...data, status: "failed", error } });
  const outcome = await attempt(channel, id, message);
  const row = await prisma.alertDelivery.update({
    where: { organizationId_id: { organizationId, id } },
    data: outcome.ok
      ? { status: "delivered", deliveredAt: new Date(), responseCode: outcome.responseCode, error: null }
      : { responseCode: outcome.responseCode, error: outcome.error },
  });
  return deliveryToJson(row);
}
