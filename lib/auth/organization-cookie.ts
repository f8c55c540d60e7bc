import "server-only";
import { setCookie } from "@/lib/http/set-cookie";
import { ORGANIZATION_COOKIE } from "./session-member";

const ONE_YEAR_SECONDS = 365 * 24 * 60 * 60;

/** The `Set-Cookie` header that makes an organisation the one a person looks at. Membership is checked at every use. */
export function organizationCookie(organizationId: number): [string, string] {
  return setCookie(ORGANIZATION_COOKIE, String(organizationId), ONE_YEAR_SECONDS);
}
