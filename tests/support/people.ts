import { randomBytes } from "node:crypto";
import type { Role } from "@/lib/auth/roles";
import { sessionCookie } from "@/lib/auth/session-token";
import { prisma } from "@/lib/db/prisma";

/** A signed-in person: `cookie` is what their browser sends. */
export interface Person {
  id: string;
  email: string;
  cookie: string;
}

/** A user who is signed in, without a password unless a hash of one is given. */
export async function createPerson(some: { email?: string; passwordHash?: string } = {}): Promise<Person> {
  const email = some.email ?? `${randomBytes(6).toString("hex")}@example.com`;
  const { id } = await prisma.user.create({ data: { name: "Someone", ...some, email } });
  return { id, email, cookie: cookieOf(await sessionCookie(id)) };
}

/** A signed-in member of an organisation. */
export async function createMember(organizationId: number, role: Role): Promise<Person> {
  const person = await createPerson();
  await prisma.membership.create({ data: { organizationId, userId: person.id, role } });
  return person;
}

/** The name and value of a `Set-Cookie` header, as a browser sends them back. */
export function cookieOf(header: [string, string] | string): string {
  return (Array.isArray(header) ? header[1] : header).split(";")[0] ?? "";
}

/** A request as one of our own pages makes it, by a person or (null) a stranger. */
export function pageRequest(path: string, person: { cookie: string } | null, init: RequestInit = {}): Request {
  const headers = new Headers(init.headers);
  if (person) headers.set("cookie", person.cookie);
  if (!headers.has("sec-fetch-site")) headers.set("sec-fetch-site", "same-origin");
  return new Request(`http://localhost:3000${path}`, { ...init, headers });
}

type Route = (request: Request, context?: { params: Promise<Record<string, string>> }) => Promise<Response>;

/** Calls a route and reads its answer. */
export async function call(
  route: Route,
  request: Request,
  params: Record<string, string> = {},
): Promise<{ status: number; body: ReturnType<typeof JSON.parse>; cookies: string[] }> {
  const response = await route(request, { params: Promise.resolve(params) });
  const text = await response.text();
  return { status: response.status, body: text ? JSON.parse(text) : null, cookies: response.headers.getSetCookie() };
}

/** A request with a JSON body. */
export function sending(method: "POST" | "PATCH" | "DELETE", body?: unknown): RequestInit {
  return { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
}
