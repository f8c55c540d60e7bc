import "server-only";
import { prisma } from "@/lib/db/prisma";
import { ApiError } from "@/lib/http/api-error";
import { hashPassword, verifyPassword } from "./password";
import { limitedSignIn } from "./sign-in-limits";

/** A person as their profile page shows them. */
export interface Profile {
  id: string;
  email: string;
  name: string | null;
  /** False for people who only ever signed in through a provider. */
  hasPassword: boolean;
  /** Ids of the sign-in providers that are connected. */
  providers: string[];
}

/** The profile of a user. */
export async function getProfile(userId: string): Promise<Profile> {
  const { id, email, name, passwordHash, accounts } = await prisma.user.findUniqueOrThrow({
    where: { id: userId },
    include: { accounts: { select: { provider: true }, orderBy: { provider: "asc" } } },
  });
  return { id, email, name, hasPassword: passwordHash !== null, providers: accounts.map((one) => one.provider) };
}

/** Gives a user another name. */
export async function renameUser(userId: string, name: string): Promise<void> {
  await prisma.user.update({ where: { id: userId }, data: { name } });
}

/**
 * Changes a user's password, or sets the first one (then `current` is null), and ends all of the user's sessions.
 * @throws ApiError 403 `wrong_password`, 429 after too many wrong ones.
 */
export async function changePassword(
  userId: string,
  passwords: { current: string | null; new: string },
  address: string | null,
): Promise<void> {
  const { email, passwordHash } = await prisma.user.findUniqueOrThrow({ where: { id: userId } });
  const { current } = passwords;
  if (passwordHash !== null) {
    const right = await limitedSignIn({ email, address }, async () =>
      (await verifyPassword(passwordHash, current ?? "")) ? true : null,
    );
    if (!right) throw new ApiError(403, "wrong_password", "The current password is wrong.");
  }
  // Counts only while the password is the one that was checked.
  const { count } = await prisma.user.updateMany({
    where: { id: userId, passwordHash },
    data: { passwordHash: await hashPassword(passwords.new), sessionVersion: { increment: 1 } },
  });
  if (count === 0) throw new ApiError(409, "changed_meanwhile", "The password was changed meanwhile. Sign in again.");
}
