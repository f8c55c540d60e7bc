import "server-only";
import type { Account, NextAuthOptions, User } from "next-auth";
import type { JWT } from "next-auth/jwt";
import Credentials from "next-auth/providers/credentials";
import { networkOf } from "@/lib/http/network-address";
import { linkAccount } from "./link-account";
import { userOfSession } from "./session-member";
import { SESSION_SECONDS, sessionToken } from "./session-token";
import { TooManyAttempts } from "./sign-in-limits";
import { tooManyAttemptsCode } from "./sign-in-message";
import { oauthProviders } from "./sign-in-providers";
import { signInWithPassword } from "./sign-in-with-password";

/** next-auth's options for one request: sessions are tokens that name a user, and users are ours. */
export function authOptions(headers: Headers): NextAuthOptions {
  return {
    secret: process.env.NEXTAUTH_SECRET,
    session: { strategy: "jwt", maxAge: SESSION_SECONDS },
    pages: { signIn: "/sign-in", error: "/sign-in" },
    providers: [passwordProvider(headers), ...oauthProviders()],
    callbacks: {
      signIn: ({ user, account }) => mayEnter(user, account, headers),
      jwt: ({ token, user, account }) => (account ? startSession(user, account, headers) : continueSession(token)),
      session: ({ session }) => ({ expires: session.expires }),
    },
    logger: {
      error(code, problem) {
        // A session that ended (a changed password, a deleted user) is no error.
        if (code !== "JWT_SESSION_ERROR") console.error(`Sign-in failed: ${code}: ${messageOf(problem)}`);
      },
    },
  };
}

function passwordProvider(headers: Headers) {
  return Credentials({
    credentials: { email: { type: "email" }, password: { type: "password" } },
    async authorize(credentials) {
      const entered = { email: credentials?.email, password: credentials?.password };
      try {
        return await signInWithPassword(entered, networkOf(headers.get("x-forwarded-for")));
      } catch (error) {
        if (error instanceof TooManyAttempts) throw new Error(tooManyAttemptsCode(error.minutes));
        console.error("Signing in with a password failed:", error);
        throw new Error("Unavailable");
      }
    },
  });
}

/** Whether a sign-in goes on; otherwise the page that says why not. */
async function mayEnter(user: User, account: Account | null, headers: Headers): Promise<boolean | string> {
  if (!account) return false;
  if (account.type === "credentials") return true;
  const outcome = await linkProfile(user, account, headers);
  return outcome.kind === "signedIn" || `/sign-in?error=${outcome.reason}`;
}

/** The first token of a session. For providers `user` is the provider's profile, already linked to a user of ours. */
async function startSession(user: User, account: Account, headers: Headers): Promise<JWT> {
  if (account.type === "credentials") return sessionToken(user.id);
  const outcome = await linkProfile(user, account, headers);
  if (outcome.kind === "refused") throw new Error(outcome.reason);
  return sessionToken(outcome.userId);
}

async function linkProfile(user: User, account: Account, headers: Headers) {
  const { provider, providerAccountId, type } = account;
  const { email, name, image } = user;
  const signedIn = await userOfSession({ headers });
  return linkAccount({ provider, providerAccountId, type, email, name, image }, signedIn?.id ?? null);
}

/** @throws Error when the session has ended; next-auth then takes the cookie away. */
async function continueSession(token: JWT): Promise<JWT> {
  const current = token.sub ? await sessionToken(token.sub) : null;
  if (current?.sessionVersion !== token.sessionVersion) throw new Error("the session has ended");
  return token;
}

function messageOf(problem: Error | { error: Error }): string {
  return problem instanceof Error ? problem.message : problem.error.message;
}
