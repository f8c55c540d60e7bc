import "server-only";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import { hasUsers } from "./initial-owner";
import { memberOfSession, type SessionMember, userOfSession } from "./session-member";

/** The signed-in person as a member of the organisation they look at; null otherwise. Asked once a page. */
export const optionalMember = cache(
  async (): Promise<SessionMember | null> => memberOfSession({ headers: await headers() }),
);

/** The signed-in person, member of an organisation or not; null for strangers. */
export const optionalUser = cache(
  async (): Promise<SessionMember["user"] | null> => userOfSession({ headers: await headers() }),
);

/** The signed-in member a page is for. Others are sent where they can become one. */
export async function requireMember(): Promise<SessionMember> {
  const member = await optionalMember();
  if (member) return member;
  await requireUser();
  redirect("/organizations/new");
}

/** The signed-in person a page is for. Strangers are sent to sign in, or to create the first owner of all. */
export async function requireUser(): Promise<SessionMember["user"]> {
  const user = await optionalUser();
  if (user) return user;
  redirect((await hasUsers()) ? "/sign-in" : "/welcome");
}
