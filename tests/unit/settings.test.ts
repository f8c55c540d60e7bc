import { expect, test } from "vitest";
import { parseSettings } from "@/lib/settings";

test("what one sender may send has a default, and can be set", () => {
  expect(parseSettings({}).limits).toEqual({ requestsPerSecond: 5000, concurrentUploads: 64 });
  const variables = { OUTLAY_REQUESTS_PER_SECOND: "50", OUTLAY_CONCURRENT_UPLOADS: "3" };
  expect(parseSettings(variables).limits).toEqual({ requestsPerSecond: 50, concurrentUploads: 3 });
});

test.each([
  ["PORT", "70000"],
  ["PORT", "http"],
  ["OUTLAY_REQUESTS_PER_SECOND", "0"],
  ["OUTLAY_REQUESTS_PER_SECOND", "1.5"],
  ["OUTLAY_CONCURRENT_UPLOADS", "many"],
])("%s=%s is refused in one line that names it", (name, value) => {
  const refusal = new RegExp(`^Setting ${name} must be a whole number from 1 to \\d+\\.$`);
  expect(() => parseSettings({ [name]: value })).toThrow(refusal);
});
