import "server-only";
import { createHash, randomBytes } from "node:crypto";
import { prisma } from "@/lib/db/prisma";
import { settings } from "@/lib/settings";
import type { Role } from "./roles";
import { namesOfUsers } from "./user-names";

const VALID_MS = 7 * 24 * 60 * 60 * 1000;
/** Open invitations of one organisation. */
const MOST_OPEN = 200;

/** An invitation that can still be accepted. */
export interface OpenInvitation {
  id: string;
  /** The only address it can be accepted with; null for any. */
  email: string | null;
  role: Role;
  createdAt: Date;
  expiresAt: Date;
  /** Name or e-mail address of who made it; null when that user is gone. */
  createdBy: string | null;
}

/** What a link leads to. */
export interface InvitationByLink {
  organizationName: string;
  email: string | null;
  role: Role;
  state: InvitationState;
}

/** Only an open one can be accepted. */
export type InvitationState = "open" | "accepted" | "revoked" | "expired";

/** The open invitations of an organisation, the newest first. */
export async function listInvitations(organizationId: number): Promise<OpenInvitation[]> {
  const found = await prisma.invitation.findMany({ where: open(organizationId), orderBy: { createdAt: "desc" } });
  const names = await namesOfUsers(found.map((one) => one.createdById));
  return found.map(({ id, email, role, createdAt, expiresAt, createdById }) => ({
    ...{ id, email, role, createdAt, expiresAt },
    createdBy: names.get(createdById) ?? null,
  }));
}

/**
 * Creates an invitation that can be accepted once, within seven days. The link is answered here and never again: only a
 * hash of its token is stored. Null when the organisation has as many as it can have.
 */
export async function createInvitation(
  organizationId: number,
  invitation: { email: string | null; role: Role; createdById: string },
): Promise<{ id: string; link: string; expiresAt: Date } | null> {
  if ((await prisma.invitation.count({ where: open(organizationId) })) >= MOST_OPEN) return null;
  const token = randomBytes(32).toString("base64url");
  const expiresAt = new Date(Date.now() + VALID_MS);
  const data = { ...invitation, organizationId, expiresAt, tokenHash: hashOfToken(token) };
  const { id } = await prisma.invitation.create({ data, select: { id: true } });
  return { id, link: `${settings().publicUrl.replace(/\/$/, "")}/invitation/${token}`, expiresAt };
}

/** Ends an open invitation; false when the organisation has none of that id. */
export async function revokeInvitation(organizationId: number, id: string): Promise<boolean> {
  const where = { ...open(organizationId), id };
  return (await prisma.invitation.updateMany({ where, data: { revokedAt: new Date() } })).count > 0;
}

/** The invitation a link's token belongs to, for the page the link opens; null when there is none. */
export async function findInvitation(token: string): Promise<InvitationByLink | null> {
  const found = await prisma.invitation.findUnique({
    where: { tokenHash: hashOfToken(token) },
    include: { organization: { select: { name: true } } },
  });
  if (!found) return null;
  const { email, role, organization } = found;
  return { email, role, organizationName: organization.name, state: stateOf(found) };
}

/** What has become of an invitation by now. */
export function stateOf(invitation: {
  acceptedAt: Date | null;
  revokedAt: Date | null;
  expiresAt: Date;
}): InvitationState {
  if (invitation.acceptedAt) return "accepted";
  if (invitation.revokedAt) return "revoked";
  return invitation.expiresAt.getTime() <= Date.now() ? "expired" : "open";
}

/** Tokens are long and random, so a fast hash hides them well enough. */
export function hashOfToken(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}

function open(organizationId: number) {
  return { organizationId, acceptedAt: null, revokedAt: null, expiresAt: { gt: new Date() } };
}
