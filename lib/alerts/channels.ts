import "server-only";
import type { AlertKind } from "@/lib/db/generated/client";
import { prisma } from "@/lib/db/prisma";
import { type Author, createdBy } from "@/lib/db/queries/price-book/statement";
import { newSigningSecret } from "./delivery/signature";
import { seal } from "./secret-box";

/** Where a channel leads. */
export type ChannelTarget = { kind: "email"; to: readonly string[] } | { kind: "slack" | "webhook"; url: string };

/** A channel to be stored. */
export interface NewChannel {
  name: string;
  target: ChannelTarget;
  tells: AlertKind[];
}

/** What can be changed of a channel; another target is another channel. */
export type ChannelChange = Partial<{ name: string; tells: AlertKind[]; enabled: boolean }>;

/** Every alert is sent to all of them. */
const MOST_CHANNELS = 20;

/** Stores a channel. What requests are signed with is answered here and never again. */
export async function createChannel(
  organizationId: number,
  { name, target, tells }: NewChannel,
  author: Author,
): Promise<{ id: string; signingSecret: string | null } | "too_many"> {
  if ((await prisma.alertChannel.count({ where: { organizationId } })) >= MOST_CHANNELS) return "too_many";
  const signingSecret = target.kind === "webhook" ? newSigningSecret() : null;
  const { id } = await prisma.alertChannel.create({
    data: {
      ...{ organizationId, name, tells, kind: target.kind, shown: shownOf(target), ...createdBy(author) },
      target: seal(organizationId, target.kind === "email" ? JSON.stringify(target.to) : target.url),
      signingSecret: signingSecret && seal(organizationId, signingSecret),
    },
    select: { id: true },
  });
  return { id, signingSecret };
}

/** Changes a channel; false when the organisation has none of that id. */
export async function changeChannel(organizationId: number, id: string, change: ChannelChange): Promise<boolean> {
  const { name, tells, enabled } = change;
  const { count } = await prisma.alertChannel.updateMany({
    where: { organizationId, id },
    data: {
      ...(name === undefined ? {} : { name }),
      ...(tells === undefined ? {} : { tells }),
      ...(enabled === undefined ? {} : { enabled }),
    },
  });
  return count > 0;
}

/** Removes a channel; what was still to be sent to it is not. False when the organisation has none of that id. */
export async function deleteChannel(organizationId: number, id: string): Promise<boolean> {
  return prisma.$transaction(async (transaction) => {
    const { count } = await transaction.alertChannel.deleteMany({ where: { organizationId, id } });
    await transaction.alertDelivery.updateMany({
      where: { organizationId, channelId: id, status: "pending" },
      data: { status: "failed", error: "The channel was removed." },
    });
    return count > 0;
  });
}

/** What is shown of a target: addresses, or where a URL leads without the part that opens it. */
function shownOf(target: ChannelTarget): string {
  if (target.kind === "email") return target.to.join(", ");
  const { origin, pathname, search } = new URL(target.url);
  const rest = pathname + search;
  return rest.length > 1 ? `${origin}/…${rest.length > 12 ? rest.slice(-4) : ""}` : origin;
}
