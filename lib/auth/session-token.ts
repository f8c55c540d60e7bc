import "server-only";
import { encode, type JWT } from "next-auth/jwt";
import { prisma } from "@/lib/db/prisma";
import { areCookiesSecure, setCookie } from "@/lib/http/set-cookie";

/** A session ends this long after the sign-in. */
export const SESSION_SECONDS = 30 * 24 * 60 * 60;

/**
 * What a session's token says. The number of the password must still be the user's when the token is used: a change of
 * password raises it, and so ends the other sessions.
 */
export async function sessionToken(userId: string): Promise<JWT> {
  const user = await prisma.user.findUniqueOrThrow({ where: { id: userId }, select: { sessionVersion: true } });
  return { sub: userId, sessionVersion: user.sessionVersion };
}

/** The `Set-Cookie` header of a new session of a user, the same as next-auth's own. */
export async function sessionCookie(userId: string): Promise<[string, string]> {
  const secret = process.env.NEXTAUTH_SECRET ?? "";
  const value = await encode({ token: await sessionToken(userId), secret, maxAge: SESSION_SECONDS });
  return setCookie(`${areCookiesSecure() ? "__Secure-" : ""}next-auth.session-token`, value, SESSION_SECONDS);
}
