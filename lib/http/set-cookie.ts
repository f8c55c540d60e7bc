import { settings } from "@/lib/settings";

/** Whether people reach Outlay over https: then its cookies travel over nothing else. */
export function areCookiesSecure(): boolean {
  return settings().publicUrl.startsWith("https://");
}

/** A `Set-Cookie` header: for this site only, out of reach of scripts, not sent along by other sites' forms and frames. */
export function setCookie(name: string, value: string, maxAgeSeconds: number): [string, string] {
  const parts = [
    `${name}=${encodeURIComponent(value)}`,
    "Path=/",
    `Max-Age=${maxAgeSeconds}`,
    "HttpOnly",
    "SameSite=Lax",
  ];
  return ["Set-Cookie", [...parts, ...(areCookiesSecure() ? ["Secure"] : [])].join("; ")];
}
