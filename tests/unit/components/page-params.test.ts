import { expect, test } from "vitest";
import { hrefWith, toSearchParams } from "@/components/filters/page-params";

test("keeps repeated parameters", () => {
  const params = toSearchParams({ "filter.model": ["a", "b"], range: "7d", gone: undefined });
  expect(params.toString()).toBe("filter.model=a&filter.model=b&range=7d");
});

test("changes, adds and removes parameters and leaves the others", () => {
  const params = new URLSearchParams("range=7d&filter.model=a&filter.model=b&measure=tokens");
  expect(hrefWith("/overview", params, { range: null, "filter.model": ["c&d", ""], from: "2026-01-01" })).toBe(
    "/overview?measure=tokens&filter.model=c%26d&filter.model=&from=2026-01-01",
  );
  expect(params.get("range")).toBe("7d");
});

test("has no question mark without parameters", () => {
  expect(hrefWith("/overview", new URLSearchParams("range=7d"), { range: null })).toBe("/overview");
});
