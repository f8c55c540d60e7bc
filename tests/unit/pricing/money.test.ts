import fc from "fast-check";
import { expect, test } from "vitest";
import { addUsd, femtoUsd, formatUsd, parseUsd, roundUsd, usdString } from "@/lib/pricing/money";

test("decimal text and femto-USD are the same amount", () => {
  fc.assert(
    fc.property(
      fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n }),
      (amount) => parseUsd(usdString(femtoUsd(amount))) === amount,
    ),
  );
});

test.each([
  ["0", 0n],
  ["0.000000000000001", 1n],
  ["1.50", 1_500_000_000_000_000n],
  ["-0.01", -10_000_000_000_000n],
])("reads %s", (text, amount) => expect(parseUsd(text)).toBe(amount));

test.each(["", "1e-7", "1,000", "0.0000000000000001", "$1", "1."])("refuses %j", (text) => {
  expect(() => parseUsd(text)).toThrow(RangeError);
});

test("rounds half to even", () => {
  expect(roundUsd(parseUsd("0.125"), 2)).toBe("0.12");
  expect(roundUsd(parseUsd("0.135"), 2)).toBe("0.14");
  expect(roundUsd(parseUsd("-0.125000000000001"), 2)).toBe("-0.13");
  expect(roundUsd(parseUsd("-0.001"), 2)).toBe("0.00");
});

test.each([
  ["0", "$0.00"],
  ["0.00042", "$0.00042"],
  ["0.000420001", "$0.00042"],
  ["12345.678", "$12,345.68"],
  ["-3.5", "−$3.50"],
  ["0.5", "$0.50"],
])("shows %s as %s", (text, shown) => expect(formatUsd(parseUsd(text))).toBe(shown));

test.each([
  ["1234", "$1.2k"],
  ["3400000", "$3.4M"],
  ["999", "$999.00"],
  ["1000", "$1k"],
  ["999949", "$999.9k"],
  ["999950", "$1M"],
  ["1349.999999999999999", "$1.3k"],
  ["1350", "$1.4k"],
  ["-2500000000", "−$2.5B"],
])("shows %s compactly as %s", (text, shown) => expect(formatUsd(parseUsd(text), { compact: true })).toBe(shown));

test.each([
  ["999999.99", "$999,999.99"],
  ["1000000", "$1M"],
  ["55997342.09", "$56M"],
])("shows %s, where only large amounts are written short, as %s", (text, shown) =>
  expect(formatUsd(parseUsd(text), { compact: "large" })).toBe(shown),
);

test("amounts add up exactly", () => {
  expect(usdString(addUsd(...Array.from({ length: 10 }, () => parseUsd("0.1"))))).toBe("1");
  expect(addUsd()).toBe(0n);
});
