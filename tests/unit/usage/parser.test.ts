import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { UnrecognisedFormat } from "@/lib/usage/unrecognised-format";
import { sharedFile } from "../../support/shared-files";
import { parse } from "./parse";

const ROW = "2026-11-03T09:14:07.120Z,openai,gpt-4.1,10,2";
const HEADER = "timestamp,provider,model,input,output";

test.each([
  ["commas", `${HEADER}\n${ROW}\n`],
  ["semicolons", `${HEADER}\n${ROW}\n`.replaceAll(",", ";")],
  ["tabs", `${HEADER}\n${ROW}\n`.replaceAll(",", "\t")],
  ["no line break at the end", `${HEADER}\n${ROW}`],
  ["quoted fields", `${HEADER}\n"2026-11-03T09:14:07.120Z","openai","gpt-4.1","10","2"`],
  ["tokens. before the names", `${HEADER.replace("input", "tokens.input").replace("output", "tokens.output")}\n${ROW}`],
  [
    "a JSON object",
    JSON.stringify({
      timestamp: "2026-11-03T09:14:07.120Z",
      provider: "openai",
      model: "gpt-4.1",
      tokens: { input: 10, output: 2 },
    }),
  ],
  [
    "a pretty-printed array",
    JSON.stringify(
      [
        {
          timestamp: "2026-11-03T09:14:07.120Z",
          provider: "openai",
          model: "gpt-4.1",
          tokens: { input: 10, output: 2 },
        },
      ],
      null,
      2,
    ),
  ],
])("Outlay's own format with %s is one and the same record", (_, text) => {
  const { items } = parse(text);
  const [first] = parse(`${HEADER}\n${ROW}\n`).items;
  expect(items).toHaveLength(1);
  expect(items[0]).toMatchObject({ kind: "record", record: (first as { record: unknown }).record });
});

test("line breaks inside quotes belong to the field", () => {
  const { items } = parse(`${HEADER},project\n${ROW},"a\nb ""c"""\n${ROW},d\n`, 3);
  expect(items.map((item) => item.line)).toEqual([2, 4]);
  expect(items[0]).toMatchObject({ record: { project: 'a\nb "c"' } });
});

test.each([
  ["negative", "input", "-1", "tokens.input", "negative"],
  ["fractional", "input", "1.5", "tokens.input", "not_whole"],
  ["no number", "input", "ten", "tokens.input", "not_a_number"],
  ["year 1", "timestamp", "0001-01-01T00:00:00Z", "timestamp", "timestamp_out_of_range"],
  ["year 2999", "timestamp", "2999-01-01T00:00:00Z", "timestamp", "timestamp_out_of_range"],
  ["a day that does not exist", "timestamp", "2026-02-30T00:00:00Z", "timestamp", "not_a_time"],
  ["more cached than input", "cacheRead", "11", "tokens.cacheRead", "part_exceeds_whole"],
  ["more reasoning than output", "reasoning", "3", "tokens.reasoning", "part_exceeds_whole"],
  ["no model", "model", "", "model", "missing"],
])("%s is rejected with the field named", (_, column, value, field, code) => {
  const row: Record<string, string> = {
    timestamp: "2026-11-03T09:14:07Z",
    model: "gpt-4.1",
    input: "10",
    output: "2",
    [column]: value,
  };
  const { items } = parse(`${Object.keys(row).join(",")}\n${Object.values(row).join(",")}\n`);
  expect(items).toMatchObject([{ kind: "reject", line: 2, field, code }]);
});

test.each([
  ["no model", { model: undefined }, "model", "missing"],
  ["a model of null", { model: null }, "model", "missing"],
  ["no time", { timestamp: undefined }, "timestamp", "missing"],
  ["no tokens in it", { tokens: {} }, "tokens.input", "missing"],
])("a JSON record with %s is rejected for that", (_, wrong, field, code) => {
  const record = { timestamp: "2026-11-03T09:14:07Z", model: "gpt-4.1", tokens: { input: 10 } };
  const { items, format } = parse(JSON.stringify({ ...record, ...wrong }));
  expect(format).toBe("outlay-json");
  expect(items).toMatchObject([{ kind: "reject", line: 1, field, code }]);
});

test.each(["9007199254740993", "1e309", `1${"0".repeat(400)}`, '"1e309"'])("%s is too large a count", (count) => {
  const { items } = parse(`{"timestamp":"2026-11-03T09:14:07Z","model":"gpt-4.1","tokens":{"input":${count}}}`);
  const message = "tokens.input is too large: at most 9007199254740991";
  expect(items).toMatchObject([{ field: "tokens.input", code: "too_large", message }]);
});

test.each([
  ["nothing", "", "empty_input"],
  ["white space", " \n\n", "empty_input"],
  ["a picture", Buffer.from("89504e470d0a1a0a0000000d49484452", "hex"), "unrecognised_format"],
  ["another CSV", "name,age\nAda,36\n", "unrecognised_format"],
  ["another JSON", '{"hello":"world"}', "unrecognised_format"],
])("%s is no usage, and the error says so", (_, content, code) => {
  expect(() => parse(content)).toThrow(UnrecognisedFormat);
  expect(() => parse(content)).toThrow(expect.objectContaining({ code }));
});

const LONG = `the beginning ${"x".repeat(17 * 1024 * 1024)}`;
const OBJECT = JSON.stringify({ timestamp: "2026-11-03T09:14:07Z", model: "gpt-4.1", tokens: { input: 10 } });

test.each([
  ["of CSV", `${HEADER}\n${LONG}\n${ROW}\n`, "the beginning x"],
  ["of CSV, in quotes", `${HEADER}\n"${LONG}"\n${ROW}\n`, '"the beginning x'],
  ["of JSON lines", `${OBJECT}\n{"${LONG}":1}\n${OBJECT}\n`, '{"the beginning x'],
  ["of an array", `[${OBJECT},\n{"${LONG}":1},\n${OBJECT}]`, '{"the beginning x'],
  ["of an array, more than twice", `[${OBJECT},\n{"${LONG}":"${LONG}${LONG}"},\n${OBJECT}]`, '{"the beginning x'],
])("a line that is too long is one reject, and the rest is read: %s", (_, text, beginning) => {
  for (const size of [65_536, text.length]) {
    const items = parse(text, size).items.slice(-2);
    expect(items).toMatchObject([
      { kind: "reject", code: "line_too_long", line: 2 },
      { kind: "record", line: 3 },
    ]);
    const raw = items[0]?.kind === "reject" ? items[0].raw : "";
    expect(raw.slice(0, beginning.length)).toBe(beginning);
    expect(raw.length).toBe(1024);
  }
});

test("JSON that begins with many long lines of something else is given up", () => {
  const line = `{"prompt":"${"x".repeat(100_000)}"}\n`;
  expect(() => parse(line.repeat(300))).toThrow(UnrecognisedFormat);
  expect(parse(`${line.repeat(200)}${OBJECT}\n`).items.length).toBe(201);
});

const line = fc.oneof(
  fc.constant(ROW),
  fc.string({ maxLength: 40 }).map((text) => text.replace(/[\r\n"]/g, "")),
  fc.constant(ROW.replace("10", "-10")),
);

test("any split of the bytes gives the same items, and every line is accounted for", () => {
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 20 }), fc.integer({ min: 1, max: 50 }), (lines, size) => {
      const text = `${HEADER}\n${lines.join("\n")}\n`;
      const whole = parse(text);
      expect(parse(text, size)).toEqual(whole);
      expect(whole.items.length + whole.ignored).toBe(lines.filter((one) => one !== "").length);
    }),
  );
});

test("mutated samples never break the parser", () => {
  const sample = readFileSync(sharedFile("samples", "05a_openai_chat_completions.jsonl"));
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(sample.length - 1), fc.nat(255)), { maxLength: 30 }), (changes) => {
      const mutated = Uint8Array.from(sample);
      for (const [at, byte] of changes) mutated[at] = byte;
      try {
        const { items } = parse(mutated, 997);
        for (const item of items) expect(["record", "reject"]).toContain(item.kind);
      } catch (error) {
        expect(error).toBeInstanceOf(UnrecognisedFormat);
      }
    }),
  );
});

test("names of a table that a spreadsheet wrote in Windows-1252 are read as they are", () => {
  const bytes = Buffer.from(`${HEADER},project\n${ROW},Büro für Öl\n`, "latin1");
  for (const size of [1, 65_536])
    expect(parse(bytes, size).items).toMatchObject([{ kind: "record", record: { project: "Büro für Öl" } }]);
  // One byte that is none leaves a text in UTF-8 what it is.
  const cut = Buffer.concat([Buffer.from(`${HEADER},project\n${ROW},Büro `), Buffer.from([0xc3]), Buffer.from("\n")]);
  expect(parse(cut).items).toMatchObject([{ kind: "record", record: { project: "Büro \ufffd" } }]);
});

test("values of a document that are no objects are rejected where they stand, in whatever pieces", () => {
  const record = JSON.stringify({ timestamp: "2026-11-03T09:14:07Z", model: "gpt-4.1", input: 1, output: 1 });
  const text = `[\n12, ${record},\n"a ] b"\n,null , [${record}]\n]\n7\n${record}`;
  for (const size of [1, 3, 65_536]) {
    const { items } = parse(text, size);
    expect(items.map((item) => [item.kind, item.line])).toEqual([
      ...[
        ["reject", 2],
        ["record", 2],
        ["reject", 3],
        ["reject", 4],
        ["record", 4],
        ["reject", 6],
        ["record", 7],
      ],
    ]);
  }
});

test("of several values in a line, what is rejected says which it is", () => {
  const record = (input: number) =>
    JSON.stringify({ timestamp: "2026-11-03T09:14:07Z", model: "gpt-4.1", tokens: { input, output: 1 } });
  const values = [record(-1), record(2), record(-3)].join();
  const messages = ["tokens.input is negative (-1)", "value 3 of the line: tokens.input is negative (-3)"];
  for (const text of [
    `[${values}]`,
    `${record(1)}\n[${values}]`,
    `${record(1)}\n{"data":[${values}]}`,
    `[\n${values}\n]`,
  ])
    for (const size of [1, 65_536]) {
      const rejects = parse(text, size).items.filter(({ kind }) => kind === "reject");
      expect(rejects.map((item) => item.kind === "reject" && item.message)).toEqual(messages);
    }
});
