import "server-only";
import { ApiError } from "@/lib/http/api-error";
import { settings } from "@/lib/settings";
import { findApiKey } from "./api-key";
import { type Role, type Scope, scopesOfRole } from "./roles";
import { memberOfSession } from "./session-member";

/** Who calls the API, for which organisation. */
export interface Principal {
  organizationId: number;
  /** The organisation's reporting time zone. */
  timeZone: string;
  /** Null for API keys. */
  role: Role | null;
  scopes: readonly Scope[];
  actor: { kind: "apiKey"; id: string; name: string } | { kind: "person"; userId: string; name: string };
}

/**
 * Who sent a request: an API key (`Authorization: Bearer`), or a logged-in person, then from our own pages only.
 * @throws ApiError 401 without credentials or with wrong ones, 403 when the scope is missing or the origin is foreign.
 */
export async function authorize(request: Request, scope: Scope): Promise<Principal> {
  const header = request.headers.get("authorization");
  const principal = header === null ? await personOf(request) : await keyOf(header);
  requireScope(principal, scope);
  return principal;
}

/** @throws ApiError 403 when the caller does not have a scope. */
export function requireScope(principal: Principal, scope: Scope): void {
  if (principal.scopes.includes(scope)) return;
  const what = principal.actor.kind === "apiKey" ? "This API key" : "Your role";
  throw new ApiError(403, "forbidden", `${what} does not include the scope "${scope}".`);
}

async function keyOf(header: string): Promise<Principal> {
  const key = /^Bearer\s+(\S+)$/i.exec(header)?.[1];
  const found = key ? await findApiKey(key) : null;
  if (!found) throw unauthorized("The API key is unknown or was revoked.");
  return {
    organizationId: found.organizationId,
    timeZone: found.timeZone,
    role: null,
    scopes: found.scopes,
    actor: { kind: "apiKey", id: found.id, name: found.name },
  };
}

async function personOf(request: Request): Promise<Principal> {
  const member = await memberOfSession(request);
  if (!member) throw unauthorized("Sign in, or send an API key: Authorization: Bearer <key>.");
  requireSameOrigin(request);
  const { user, organization, role } = member;
  return {
    organizationId: organization.id,
    timeZone: organization.timeZone,
    role,
    scopes: scopesOfRole(role),
    actor: { kind: "person", userId: user.id, name: user.name ?? user.email },
  };
}

/**
 * A page elsewhere must not use a visitor's session.
 * @throws ApiError 403 when the request may come from one.
 */
export function requireSameOrigin(request: Request): void {
  if (!isSameOrigin(request))
    throw new ApiError(403, "foreign_origin", "A session may be used from Outlay's own pages only.");
}

/** Browsers say where a request comes from. */
function isSameOrigin(request: Request): boolean {
  const site = request.headers.get("sec-fetch-site");
  if (site !== null) return site === "same-origin" || (site === "none" && request.method === "GET");
  const origin = request.headers.get("origin");
  if (origin === null) return request.method === "GET" || request.method === "HEAD";
  if (!URL.canParse(origin)) return false;
  const { host } = new URL(origin);
  // A proxy may pass on another host name than people use.
  if (host === new URL(settings().publicUrl).host) return true;
  return host === (request.headers.get("x-forwarded-host") ?? request.headers.get("host") ?? new URL(request.url).host);
}

function unauthorized(message: string): ApiError {
  return new ApiError(401, "unauthorized", message, { headers: { "WWW-Authenticate": "Bearer" } });
}
