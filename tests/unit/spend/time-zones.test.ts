import { expect, test } from "vitest";
import { timeZones } from "@/lib/spend/time-zones";

test("zones are listed once, by the names of today too", () => {
  const zones = timeZones();
  expect(zones[0]).toBe("UTC");
  expect(zones).toEqual(expect.arrayContaining(["Europe/Berlin", "Asia/Kolkata", "Asia/Kathmandu", "Europe/Kyiv"]));
  expect(new Set(zones).size).toBe(zones.length);
  for (const timeZone of zones) expect(() => new Intl.DateTimeFormat("en", { timeZone })).not.toThrow();
});
