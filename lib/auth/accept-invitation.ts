import "server-only";
import { Prisma } from "@/lib/db/generated/client";
import { prisma } from "@/lib/db/prisma";
import { ApiError } from "@/lib/http/api-error";
import { findInvitation, hashOfToken, type InvitationState } from "./invitations";
import { hashPassword } from "./password";

/** Who accepts: somebody signed in, or somebody new. */
export type Accepting =
  | { kind: "user"; id: string; email: string }
  | { kind: "new"; email: string; name: string; password: string };

/** What became of it. */
export interface Accepted {
  userId: string;
  organizationId: number;
}

/**
 * Makes somebody a member by an invitation, which is used up by it; someone new becomes a user in the same transaction.
 * @throws ApiError 404 for an unknown link, 410 for one that is over, 403 `other_address`, 409 `already_member` or `email_taken`.
 */
export async function acceptInvitation(token: string, who: Accepting): Promise<Accepted> {
  // Asked before the password is hashed: strangers without a link get no work done.
  const invitation = await findInvitation(token);
  if (!invitation) throw new ApiError(404, "not_found", "There is no such invitation. Ask for a new link.");
  if (invitation.state !== "open") throw isOver(invitation.state);
  if (invitation.email !== null && invitation.email !== who.email)
    throw new ApiError(403, "other_address", `This invitation is for ${invitation.email}.`);
  const passwordHash = who.kind === "new" ? await hashPassword(who.password) : null;
  try {
    return await prisma.$transaction(async (tx) => {
      const { organizationId, role } = await useUp(tx, token);
      const userId = who.kind === "user" ? who.id : await createUser(tx, who.email, who.name, passwordHash);
      await tx.membership.create({ data: { organizationId, userId, role } });
      await tx.invitation.update({ where: { tokenHash: hashOfToken(token) }, data: { acceptedById: userId } });
      return { userId, organizationId };
    });
  } catch (error) {
    if (!(error instanceof Prisma.PrismaClientKnownRequestError) || error.code !== "P2002") throw error;
    if (who.kind === "user")
      throw new ApiError(409, "already_member", "You are a member of this organisation already.");
    throw new ApiError(
      409,
      "email_taken",
      "There is an account with this e-mail address. Sign in, then open the link again.",
    );
  }
}

/** One statement decides who comes first. */
async function useUp(tx: Prisma.TransactionClient, token: string) {
  const tokenHash = hashOfToken(token);
  const now = new Date();
  const { count } = await tx.invitation.updateMany({
    where: { tokenHash, acceptedAt: null, revokedAt: null, expiresAt: { gt: now } },
    data: { acceptedAt: now },
  });
  if (count === 0) throw isOver("accepted");
  return tx.invitation.findUniqueOrThrow({ where: { tokenHash }, select: { organizationId: true, role: true } });
}

async function createUser(
  tx: Prisma.TransactionClient,
  email: string,
  name: string,
  passwordHash: string | null,
): Promise<string> {
  return (await tx.user.create({ data: { email, name, passwordHash }, select: { id: true } })).id;
}

function isOver(state: Exclude<InvitationState, "open">): ApiError {
  const what = { accepted: "was used already", revoked: "was withdrawn", expired: "has expired" }[state];
  return new ApiError(410, `invitation_${state}`, `This invitation ${what}. Ask for a new link.`);
}
