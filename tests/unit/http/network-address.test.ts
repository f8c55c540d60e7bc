import { expect, test } from "vitest";
import { networkOf } from "@/lib/http/network-address";

test.each([
  ["192.0.2.7", "192.0.2.7"],
  ["::ffff:192.0.2.7", "192.0.2.7"],
  ["::FFFF:192.0.2.7", "192.0.2.7"],
  ["2001:DB8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
  ["2001:db8::1", "2001:db8:0:0::/64"],
  ["2001:db8:1:2::", "2001:db8:1:2::/64"],
  ["::1", "0:0:0:0::/64"],
  ["2001::3:4:5:6:7:8", "2001:0:3:4::/64"],
])("%s is in %s", (address, network) => {
  expect(networkOf(address)).toBe(network);
});

test("addresses a caller claims come before the one the proxy saw", () => {
  expect(networkOf("10.0.0.1, 203.0.113.9,192.0.2.7")).toBe("192.0.2.7");
});

test.each([null, undefined, "", "unknown", "1.2.3", "192.0.2.7, "])("%j is no network", (header) => {
  expect(networkOf(header)).toBeNull();
});
