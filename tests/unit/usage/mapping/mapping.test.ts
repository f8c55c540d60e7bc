import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { CsvMapping } from "@/lib/usage/mapping/csv-mapping";
import { inTokens, plainDecimal, readMappedTime } from "@/lib/usage/mapping/mapped-values";
import { proposeMapping } from "@/lib/usage/mapping/propose-mapping";
import { instant } from "../../../support/usage";
import { NOW, parse } from "../parse";

function propose(text: string) {
  const [header = [], ...rows] = text.split("\n").map((line) => line.split(";"));
  return proposeMapping(
    header,
    rows.map((fields, index) => ({ line: index + 2, fields })),
  );
}

describe("a proposal", () => {
  test("knows columns by their names and by what stands in them", () => {
    const { mapping, missing } = propose(
      "When;Engine used;Prompt tokens;Completion tokens;Cached prompt tokens;Team;What it cost\n2026-11-02 10:00;gpt-4.1;1200;30;1000;search;0.01",
    );
    expect(missing).toEqual([]);
    expect(mapping.columns).toEqual({
      timestamp: "When",
      model: "Engine used",
      input: "Prompt tokens",
      output: "Completion tokens",
      cacheRead: "Cached prompt tokens",
      project: "Team",
      cost: "What it cost",
    });
    const found = propose("a;b;tokens in;tokens out\n2026-11-02;claude-sonnet-4-5;5;6\n2026-11-03;gpt-5;5;6").mapping
      .columns;
    expect(found).toEqual({ timestamp: "a", model: "b", input: "tokens in", output: "tokens out" });
  });

  test("says what it could not find", () => {
    expect(propose("when;who\n2026-11-02;ada").missing).toEqual(["model", "input"]);
  });

  test("tells by totals whether cached tokens are part of the input, and names the rows that contradict", () => {
    const header = "date;model;input tokens;output tokens;cached tokens;total";
    const inside = propose(
      `${header}\n2026-11-02;gpt-5;100;10;80;110\n2026-11-02;gpt-5;200;10;80;210\n2026-11-02;gpt-5;50;10;80;140`,
    );
    expect(inside.mapping.conventions.cache).toBe("inside");
    expect(inside.evidence).toContainEqual(
      expect.objectContaining({ convention: "cache", rowsFor: 2, rowsAgainst: 1, contradictions: [4], assumed: false }),
    );
    expect(propose(`${header}\n2026-11-02;gpt-5;100;10;80;190`).mapping.conventions.cache).toBe("outside");
    expect(propose("date;model;input;output;cached tokens\n2026-11-02;gpt-5;100;10;80").evidence).toContainEqual(
      expect.objectContaining({ convention: "cache", assumed: true }),
    );
  });

  test.each([
    ["1.234;12.000.000", { decimal: ",", thousands: "." }],
    ["1,234;12,000,000", { decimal: ".", thousands: "," }],
    ["1 234;12 000", { decimal: ",", thousands: " " }],
    ["1'234;12'000", { decimal: ".", thousands: "'" }],
    ["1234;12000", { decimal: ".", thousands: "" }],
  ])("reads numbers as in %s", (numbers, separators) => {
    const { conventions } = propose(`date;model;input;output\n2026-11-02;gpt-5;${numbers}`).mapping;
    expect(conventions).toMatchObject(separators);
  });

  test("tells day from month by the days after the twelfth, and says when nothing tells", () => {
    const header = "date;model;input;output";
    expect(propose(`${header}\n13/11/2026;gpt-5;1;1`).mapping.conventions.dates).toBe("day-first");
    expect(propose(`${header}\n11/13/2026;gpt-5;1;1`).mapping.conventions.dates).toBe("month-first");
    const open = propose(`${header}\n11/12/2026;gpt-5;1;1`);
    expect(open.evidence).toContainEqual(expect.objectContaining({ convention: "dates", assumed: true }));
  });

  test("takes the unit from the names", () => {
    expect(
      propose("date;model;input (k tokens);output (k tokens)\n2026-11-02;gpt-5;1.5;2").mapping.conventions.unit,
    ).toBe(1000);
  });
});

const MAPPING: CsvMapping = {
  columns: { timestamp: "Zeit", model: "Modell", input: "Ein", output: "Aus", cacheRead: "Cache", cost: "Kosten" },
  tags: ["Abteilung"],
  constants: { provider: "openai" },
  conventions: {
    cache: "outside",
    unit: 1000,
    decimal: ",",
    thousands: ".",
    dates: "day-first",
    timeZone: "Europe/Berlin",
  },
};
const HEADER = "Zeit;Modell;Ein;Aus;Cache;Kosten;Abteilung";

test("a file is read as its mapping says", () => {
  const { items, format } = parse(`${HEADER}\n02.11.2026 10:30;gpt-4.1;1.200,5;0,25;3;1,50;Suche\n`, 5, null, NOW, {
    mapping: MAPPING,
  });
  expect(format).toBe("mapped-csv");
  expect(items).toMatchObject([
    {
      kind: "record",
      line: 2,
      record: {
        timestamp: instant("2026-11-02T09:30:00Z"),
        provider: "openai",
        model: "gpt-4.1",
        tags: { Abteilung: "Suche" },
        tokens: { input: 1_203_500, cacheRead: 3000, output: 250 },
        reported: { cost: "1.50" },
      },
    },
  ]);
});

test.each([
  ["gestern;gpt-5;1;1;0;0;", "Zeit", "not_a_time"],
  ["02.11.2026;;1;1;0;0;", "Modell", "missing"],
  ["02.11.2026;gpt-5;x;1;0;0;", "Ein", "not_a_number"],
  ["02.11.2026;gpt-5;0,0001;1;0;0;", "Ein", "not_whole"],
  ["02.11.2026;gpt-5;-1;1;0;0;", "Ein", "negative"],
  ["02.11.2026;gpt-5;1;1;0;viel;", "Kosten", "not_an_amount"],
])("%s is rejected with the column named", (line, field, code) => {
  const { items } = parse(`${HEADER}\n${line}\n`, 65_536, null, NOW, { mapping: MAPPING });
  expect(items).toMatchObject([{ kind: "reject", line: 2, field, code }]);
});

test("clocks are put back and forward", () => {
  const berlin = { dates: "day-first", timeZone: "Europe/Berlin" } as CsvMapping["conventions"];
  const at = (text: string) => readMappedTime(text, berlin);
  expect(at("2026-10-25 02:30")).toBe(instant("2026-10-25T00:30:00Z"));
  expect(at("2026-10-25 03:00")).toBe(instant("2026-10-25T02:00:00Z"));
  expect(at("2026-03-29 02:30")).toBe(instant("2026-03-29T01:30:00Z"));
  expect(at("2026-07-01T00:00:00+05:45")).toBe(instant("2026-06-30T18:15:00Z"));
  expect(at("31.12.2026 11:59 PM")).toBe(instant("2026-12-31T22:59:00Z"));
});

test("numbers in thousands are exact", () => {
  fc.assert(
    fc.property(fc.nat(1_000_000_000), (tokens) => {
      const text = `${Math.floor(tokens / 1000)},${String(tokens % 1000).padStart(3, "0")}`;
      const plain = plainDecimal(text, { decimal: ",", thousands: "" });
      expect(inTokens(plain ?? "", 1000)).toBe(tokens);
    }),
  );
});
