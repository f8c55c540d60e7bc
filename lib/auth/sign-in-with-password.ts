import "server-only";
import { prisma } from "@/lib/db/prisma";
import { emailAddress, enteredPassword } from "./credentials";
import { verifyPassword } from "./password";
import { limitedSignIn } from "./sign-in-limits";

/**
 * The user an e-mail address and a password belong to, or null.
 * @throws TooManyAttempts
 */
export async function signInWithPassword(
  entered: { email: unknown; password: unknown },
  address: string | null,
): Promise<{ id: string } | null> {
  const email = emailAddress.safeParse(entered.email);
  const password = enteredPassword.safeParse(entered.password);
  if (!email.success || !password.success) return null;
  return limitedSignIn({ email: email.data, address }, async () => {
    const user = await prisma.user.findUnique({ where: { email: email.data } });
    const matches = await verifyPassword(user?.passwordHash ?? null, password.data);
    return user && matches ? { id: user.id } : null;
  });
}
