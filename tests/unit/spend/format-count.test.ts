import { expect, test } from "vitest";
import { counted, formatCount, formatShare } from "@/lib/spend/format-count";
import { share } from "@/lib/spend/measures";

test.each([
  [0n, "0"],
  [999n, "999"],
  [1_234n, "1,234"],
  [1_234_567n, "1,234,567"],
  [-1_234n, "−1,234"],
  [12_345_678_901_234_567_890n, "12,345,678,901,234,567,890"],
])("writes %s in full as %s", (count, text) => {
  expect(formatCount(count)).toBe(text);
});

test.each([
  [9_999n, "9,999"],
  [10_000n, "10k"],
  [12_345n, "12.3k"],
  [99_950n, "100k"],
  [999_499n, "999k"],
  [999_500n, "1M"],
  [1_004_999n, "1M"],
  [1_005_000n, "1.01M"],
  [123_456_789n, "123M"],
  [2_000_000_000_000n, "2T"],
  [1_234_567_890_123_456n, "1,234T"],
  [-45_600n, "−45.6k"],
])("writes %s with three figures as %s", (count, text) => {
  expect(formatCount(count, { compact: true })).toBe(text);
});

test("takes numbers as well", () => {
  expect(formatCount(2048)).toBe("2,048");
});

test.each([
  [0, "0%"],
  [1, "100%"],
  [0.5, "50.0%"],
  [0.1234, "12.3%"],
  [0.0004, "<0.1%"],
  [0.9996, ">99.9%"],
  [2.5, "250.0%"],
])("writes a share of %s as %s", (share, text) => {
  expect(formatShare(share)).toBe(text);
});

test("counts one of something, and several", () => {
  expect(counted(1n, "request")).toBe("1 request");
  expect(counted(0, "request")).toBe("0 requests");
  expect(counted(12_345, "token", { compact: true })).toBe("12.3k tokens");
});

test("a part that is next to nothing is not said to be nothing", () => {
  expect(formatShare(share(1n, 10n ** 15n) ?? 0)).toBe("<0.1%");
  expect(formatShare(share(0n, 10n ** 15n) ?? 1)).toBe("0%");
  expect(share(-1n, 10n ** 15n)).toBeLessThan(0);
});
