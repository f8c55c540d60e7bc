import "server-only";
import { BlockList, isIP } from "node:net";

/**
 * Addresses that lead into a machine or its network, or nowhere: IANA's special-purpose registries (RFC 6890), with the
 * ranges of IPv6 in which an IPv4 address is wrapped.
 */
const IPV4 = [
  ...["0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24"],
  ...["192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24"],
  ...["224.0.0.0/4", "240.0.0.0/4"],
];
const IPV6 = [
  ...[
    "::/96",
    "::ffff:0:0/96",
    "64:ff9b::/96",
    "64:ff9b:1::/48",
    "100::/64",
    "2001::/23",
    "2001:db8::/32",
    "2002::/16",
  ],
  ...["3fff::/20", "5f00::/16", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8"],
];

// Two lists: of one, an address of version 4 would be looked up among those of version 6 too, wrapped.
const blocked = { ipv4: new BlockList(), ipv6: new BlockList() };
for (const range of IPV4) blocked.ipv4.addSubnet(...parts(range), "ipv4");
for (const range of IPV6) blocked.ipv6.addSubnet(...parts(range), "ipv6");

function parts(range: string): [string, number] {
  const [address = "", bits = ""] = range.split("/");
  return [address, Number(bits)];
}

/** Whether an IP address is one of the public internet. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 0) return false;
  const version = family === 4 ? "ipv4" : "ipv6";
  return !blocked[version].check(address, version);
}

/** The IP address that a URL names itself, without DNS; null when it has a name. */
export function addressIn(url: URL): string | null {
  const host = url.hostname.replace(/^\[|\]$/g, "");
  return isIP(host) === 0 ? null : host;
}

/** Whether a URL plainly leads to the machine or its network; what its name resolves to is looked at when it is called. */
export function isPlainlyPrivate(url: URL): boolean {
  const address = addressIn(url);
  if (address) return !isPublicAddress(address);
  return /(^|\.)(localhost|local|internal)\.?$/i.test(url.hostname);
}
