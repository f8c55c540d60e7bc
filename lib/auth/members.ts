import "server-only";
import type { Prisma } from "@/lib/db/generated/client";
import { prisma } from "@/lib/db/prisma";
import { ApiError } from "@/lib/http/api-error";
import { lockMembers } from "./lock-members";
import { isLess, type Role } from "./roles";

/** A member as the settings page shows it. */
export interface Member {
  userId: string;
  name: string | null;
  email: string;
  role: Role;
  /** Since when. */
  createdAt: Date;
}

/** Who asks for a change: the person and their role; both null for an API key, which is no owner. */
export interface Asking {
  userId: string | null;
  role: Role | null;
}

/** An organisation's members, the first to come first. */
export async function listMembers(organizationId: number): Promise<Member[]> {
  const memberships = await prisma.membership.findMany({
    where: { organizationId },
    include: { user: { select: { name: true, email: true } } },
    orderBy: [{ createdAt: "asc" }, { userId: "asc" }],
  });
  return memberships.map(({ userId, role, createdAt, user }) => ({ userId, ...user, role, createdAt }));
}

/**
 * Gives a member another role. Only owners make owners or touch them, and one owner always stays.
 * @throws ApiError 404, 403 `owners_only`, 409 `last_owner`.
 */
export async function changeRole(organizationId: number, userId: string, role: Role, by: Asking): Promise<void> {
  await prisma.$transaction(async (tx) => {
    const before = await memberToChange(tx, organizationId, userId, by);
    if (role === "owner" && by.role !== "owner") throw ownersOnly();
    if (role !== "owner") await requireAnotherOwner(tx, organizationId, before);
    await tx.membership.update({ where: { organizationId_userId: { organizationId, userId } }, data: { role } });
    if (isLess(role, before)) await revokeInvitationsOf(tx, organizationId, userId);
  });
}

/**
 * Ends a membership: by an administrator, or by the member. The links this member made to invite others end too.
 * @throws ApiError 404, 403 `owners_only`, 409 `last_owner`.
 */
export async function removeMember(organizationId: number, userId: string, by: Asking): Promise<void> {
  await prisma.$transaction(async (tx) => {
    const before = await memberToChange(tx, organizationId, userId, by);
    await requireAnotherOwner(tx, organizationId, before);
    await tx.membership.delete({ where: { organizationId_userId: { organizationId, userId } } });
    await revokeInvitationsOf(tx, organizationId, userId);
    // What they shared stays with the others; what nobody else could see goes.
    await tx.savedView.deleteMany({ where: { organizationId, createdById: userId, shared: false } });
  });
}

async function memberToChange(
  tx: Prisma.TransactionClient,
  organizationId: number,
  userId: string,
  by: Asking,
): Promise<Role> {
  await lockMembers(tx, organizationId);
  const found = await tx.membership.findUnique({ where: { organizationId_userId: { organizationId, userId } } });
  if (!found) throw new ApiError(404, "not_found", "There is no such member.");
  if (found.role === "owner" && by.role !== "owner") throw ownersOnly();
  return found.role;
}

async function requireAnotherOwner(tx: Prisma.TransactionClient, organizationId: number, before: Role): Promise<void> {
  if (before !== "owner") return;
  if ((await tx.membership.count({ where: { organizationId, role: "owner" } })) > 1) return;
  throw new ApiError(409, "last_owner", "The organisation needs an owner: make somebody else one first.");
}

async function revokeInvitationsOf(
  tx: Prisma.TransactionClient,
  organizationId: number,
  createdById: string,
): Promise<void> {
  const where = { organizationId, createdById, acceptedAt: null, revokedAt: null };
  await tx.invitation.updateMany({ where, data: { revokedAt: new Date() } });
}

function ownersOnly(): ApiError {
  return new ApiError(403, "owners_only", "Only an owner can make somebody an owner, or change one.");
}
