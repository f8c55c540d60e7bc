import fc from "fast-check";
import { expect, test } from "vitest";
import type { ParsedItem } from "@/lib/usage/formats/format";
import { readCsvBeginning } from "@/lib/usage/mapping/csv-beginning";
import { parse } from "./parse";

const HEADER = "timestamp,model,input,output,project";
const row = (project: string, input = 10) => `2026-11-03T09:14:07Z,gpt-4.1,${input},2,${project}`;

/** Lines and what became of them: the project of a record, the code of a reject. */
function outcomes(items: readonly ParsedItem[]): [number, string | null][] {
  return items.map((item) => [
    item.line,
    item.kind === "record" ? item.record.project : item.kind === "reject" ? item.code : item.kind,
  ]);
}

test("a quote that is never closed takes no other line with it", () => {
  const { items } = parse([HEADER, row("a"), row('"b'), row("c"), row("d")].join("\r\n"), 7);
  expect(outcomes(items)).toEqual([
    [2, "a"],
    [3, "broken_quotes"],
    [4, "c"],
    [5, "d"],
  ]);
});

test("nor does one that a quote of a later line seems to close", () => {
  const { items } = parse([HEADER, row('"b'), row("c"), row('"d"'), row('"e, f"')].join("\n"));
  expect(outcomes(items)).toEqual([
    [2, "broken_quotes"],
    [3, "c"],
    [4, "d"],
    [5, "e, f"],
  ]);
});

test("a quote within a field is one of its characters", () => {
  const { items } = parse([HEADER, row('5" disk'), row("c"), row('7" disk'), row("d")].join("\n"));
  expect(outcomes(items)).toEqual([
    [2, '5" disk'],
    [3, "c"],
    [4, '7" disk'],
    [5, "d"],
  ]);
});

test("what follows a closing quote moves no field to another place", () => {
  const { items } = parse(`timestamp,model,project,input,output\n2026-11-03T09:14:07Z,gpt-4.1,"a"b,10,2`);
  expect(items).toMatchObject([{ kind: "reject", line: 2, code: "broken_quotes" }]);
});

test("spaces around quoted fields do not matter", () => {
  const { items } = parse(`"timestamp", "model", "input", "output", "project"\n${row(' "a, ""b""" ')}`);
  expect(outcomes(items)).toEqual([[2, 'a, "b"']]);
});

test.each([
  ["one a line", (lines: readonly string[]) => lines.join("\r"), [2, 3]],
  ["with one at the end", (lines: readonly string[]) => `${lines.join("\r")}\r`, [2, 3]],
])("lines may end as on old Macs, %s", (_, joined, lines) => {
  for (const size of [3, 65_536])
    expect(outcomes(parse(joined([HEADER, row("a"), row("b")]), size).items)).toEqual([
      [lines[0], "a"],
      [lines[1], "b"],
    ]);
});

test("JSON lines may end so too", () => {
  const record = JSON.stringify({ timestamp: "2026-11-03T09:14:07Z", model: "gpt-4.1", input: 1, output: 1 });
  expect(parse(`${record}\r${record}\r`).items.map((item) => [item.kind, item.line])).toEqual([
    ["record", 1],
    ["record", 2],
  ]);
});

test("rows of empty fields say nothing", () => {
  const { items, ignored } = parse(`${HEADER}\n,,,,\n${row("a")}\n   \n ; \n,\n`);
  expect(outcomes(items)).toEqual([[3, "a"]]);
  expect(ignored).toBe(4);
});

test("a first line that only names the delimiter is none of the header", () => {
  for (const delimiter of [";", "|"])
    expect(
      outcomes(parse(`sep=${delimiter}\r\n${HEADER}\r\n${row("a")}\r\n`.replaceAll(",", delimiter)).items),
    ).toEqual([[3, "a"]]);
});

test("nor is it where a mapping is proposed", () => {
  const { header, rows } = readCsvBeginning(Buffer.from("sep=|\nwhen|which|in\n2026-11-03|gpt-4.1|1\n"));
  expect(header).toEqual(["when", "which", "in"]);
  expect(rows).toEqual([{ line: 3, fields: ["2026-11-03", "gpt-4.1", "1"] }]);
});

test("a count in two columns is not guessed", () => {
  const header = "timestamp,model,input,tokens.input,output";
  expect(() => parse(`${header}\n2026-11-03T09:14:07Z,gpt-4.1,10,12,2`)).toThrow(
    expect.objectContaining({ code: "unrecognised_format", message: expect.stringContaining('"tokens.input"') }),
  );
});

test("of columns that share a name with one that an export adds the first counts", () => {
  const header = '"id","traceId","type","startTime","providedModelName","usageDetails","type"';
  const { items } = parse(
    `${header}\n"o1","t1","GENERATION","2026-11-03T09:14:07Z","gpt-4.1","{""input"":10,""output"":2,""total"":12}","0.7"`,
  );
  expect(items).toMatchObject([{ kind: "record", record: { id: "o1", tokens: { input: 10, output: 2 } } }]);
});

const fields = fc.array(fc.string({ maxLength: 12 }), { minLength: 1, maxLength: 6 });

test("whatever quotes stand in a file, every record of a line of its own is there", () => {
  fc.assert(
    fc.property(fields, (texts) => {
      const lines = texts.flatMap((text, index) => [
        row(text.replace(/[\r\n]/g, ""), 1000 + index),
        row("sure", index),
      ]);
      const { items } = parse([HEADER, ...lines, row("sure", 999)].join("\n"), 11);
      const sure = items.filter((item) => item.kind === "record" && item.record.project === "sure");
      const swallowed = items.filter((item) =>
        item.kind === "record"
          ? item.record.project?.includes("\n")
          : item.kind === "reject" && item.raw.includes("\n"),
      );
      // A field may hold line breaks where its quotes are in order: then it is one.
      if (swallowed.length === 0) expect(sure).toHaveLength(texts.length + 1);
    }),
  );
});
