import { expect, test } from "vitest";
import { formatPeriod } from "@/lib/spend/format-time";

test("a period is written with the same spaces by servers and browsers", () => {
  const period = { from: new Date("2026-10-26T00:00:00Z"), to: new Date("2026-11-25T00:00:00Z") };
  expect(formatPeriod(period, "UTC")).toBe("26 Oct \u2013 24 Nov 2026");
});
