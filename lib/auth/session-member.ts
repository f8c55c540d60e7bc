import "server-only";
import { getToken } from "next-auth/jwt";
import { prisma } from "@/lib/db/prisma";
import type { Role } from "./roles";

/** Cookie that remembers which of their organisations a person looks at. */
export const ORGANIZATION_COOKIE = "outlay-organization";

/** A signed-in person as a member of the organisation they look at. */
export interface SessionMember {
  user: { id: string; email: string; name: string | null };
  organization: { id: number; name: string; timeZone: string };
  role: Role;
  /** All organisations the person is a member of. */
  organizations: { id: number; name: string }[];
}

/** What next-auth's getToken reads cookies from. */
export interface CookieHolder {
  headers: Headers;
}

/**
 * The person whose session a request carries, checked against the database: a deleted user, a changed password or a lost
 * membership end it. Null without a valid session, and for a person without any organisation.
 */
export async function memberOfSession(request: CookieHolder): Promise<SessionMember | null> {
  const user = await userOfSession(request);
  if (!user) return null;
  const memberships = await prisma.membership.findMany({
    where: { userId: user.id },
    include: { organization: true },
    orderBy: { organizationId: "asc" },
  });
  const wanted = Number(cookie(request.headers, ORGANIZATION_COOKIE));
  const membership = memberships.find((one) => one.organizationId === wanted) ?? memberships[0];
  if (!membership) return null;
  const { id, name, timeZone } = membership.organization;
  return {
    user,
    organization: { id, name, timeZone },
    role: membership.role,
    organizations: memberships.map((one) => ({ id: one.organization.id, name: one.organization.name })),
  };
}

/** The user of a valid session, member of something or not. */
export async function userOfSession(request: CookieHolder): Promise<SessionMember["user"] | null> {
  const cookies = Object.fromEntries(cookiesOf(request.headers));
  const token = await getToken({
    req: { headers: request.headers, cookies } as never,
    secret: process.env.NEXTAUTH_SECRET,
  });
  if (!token?.sub) return null;
  const user = await prisma.user.findUnique({ where: { id: token.sub } });
  if (!user || user.sessionVersion !== token.sessionVersion) return null;
  return { id: user.id, email: user.email, name: user.name };
}

function cookiesOf(headers: Headers): [string, string][] {
  const pairs = (headers.get("cookie") ?? "").split(/;\s*/).filter(Boolean);
  return pairs.map((pair) => {
    const [name = "", ...value] = pair.split("=");
    return [name, decoded(value.join("="))];
  });
}

/** Other applications on the host may set cookies that are not encoded as ours are. */
function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

function cookie(headers: Headers, name: string): string | undefined {
  return cookiesOf(headers).find(([found]) => found === name)?.[1];
}
