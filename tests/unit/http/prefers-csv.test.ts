import { expect, test } from "vitest";
import { prefersCsv } from "@/lib/http/prefers-csv";

const ADDRESS = "http://localhost/api/v1/spend";

test.each([
  [null, false],
  ["*/*", false],
  ["text/csv", true],
  ["Text/CSV; charset=utf-8", true],
  ["text/csv, application/json", true],
  ["application/json, text/csv", false],
  ["application/json;q=0.5, text/csv", true],
  ["text/csv;q=0.5, application/json", false],
  ["text/csv; q=0.2, application/json; q=0.1", true],
  ["text/csv;q=0", false],
  ["text/csv;q=much", true],
])("who accepts %s gets CSV: %s", (accept, expected) => {
  const request = new Request(ADDRESS, { headers: accept === null ? {} : { accept } });
  expect(prefersCsv(request, new URL(ADDRESS))).toBe(expected);
});

test("a link may ask for CSV, and for nothing else", () => {
  const ask = (format: string) => prefersCsv(new Request(ADDRESS), new URL(`${ADDRESS}?format=${format}`));
  expect(ask("csv")).toBe(true);
  expect(ask("")).toBe(false);
  expect(() => ask("xml")).toThrow('format: must be "csv".');
});
