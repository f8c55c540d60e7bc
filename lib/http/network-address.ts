import { isIPv4, isIPv6 } from "node:net";

/**
 * The network a request came from, as far as the server or the proxy in front of it saw: the last address of
 * `X-Forwarded-For`, which a caller cannot choose behind a proxy. An IPv6 address stands for its /64, which one
 * subscriber has. Null when unknown.
 */
export function networkOf(forwardedFor: string | null | undefined): string | null {
  const last = forwardedFor?.split(",").at(-1)?.trim() ?? "";
  const address = last.replace(/^::ffff:(?=\d+\.)/i, "");
  if (isIPv4(address)) return address;
  return isIPv6(address) ? `${firstHalf(address.toLowerCase())}::/64` : null;
}

function firstHalf(address: string): string {
  const [head = "", tail] = address.split("::").map((part) => part.split(":").filter(Boolean));
  if (tail === undefined) return [...head].slice(0, 4).join(":");
  const zeros = Array.from({ length: Math.max(0, 8 - head.length - tail.length) }, () => "0");
  return [...head, ...zeros, ...tail].slice(0, 4).join(":");
}
