import { expect, test } from "vitest";
import { writeCursor } from "@/lib/http/cursor";
import { readRecordsCursor, writeRecordsCursor } from "@/lib/http/records-cursor";

const KEY = "01a21687-87f4-71dd-8a9a-4866c600b49f";

test.each(["2026-11-03 21:14:07+00", "2026-11-03 21:14:07.123456+05:45", "2016-12-31 23:59:60+00"])(
  "a cursor of %s is read as it was written",
  (value) => {
    const place = { value, key: KEY };
    expect(readRecordsCursor(writeRecordsCursor(place, "time"), "time")).toMatchObject(place);
  },
);

test.each([
  ["a day that does not exist", "2026-99-99 00:00:00+00"],
  ["the 30th of February", "2026-02-30 00:00:00+00"],
  ["an hour that does not exist", "2026-11-03 25:00:00+00"],
  ["the year 0", "0000-01-01 00:00:00+00"],
  ["a zone that is too far away", "2026-11-03 21:14:07+16"],
  ["a zone of many parts", "2026-11-03 21:14:07+99:99:99:99"],
])("a cursor that was made up of %s is refused", (_, value) => {
  const cursor = writeCursor({ sort: "time", value, key: KEY });
  expect(() => readRecordsCursor(cursor, "time")).toThrow(expect.objectContaining({ code: "invalid_cursor" }));
});
