import { expect, test } from "vitest";
import { UnrecognisedFormat } from "@/lib/usage/unrecognised-format";
import { parse } from "./parse";

const HEADER = "raw,outlay_line,outlay_field,outlay_code,outlay_message";

function record(input: number): string {
  return JSON.stringify({ timestamp: "2026-11-03T09:14:07Z", model: "gpt-4.1", tokens: { input, output: 2 } });
}

function row(json: string, delimiter = ","): string {
  const reason = ["7", "tokens.input", "negative", `"tokens.input is negative (""-5"")"`];
  return [`"${json.replaceAll('"', '""')}"`, ...reason].join(delimiter);
}

const PRINTED = JSON.stringify(JSON.parse(record(3)), null, 2);

test.each([
  ["as it was given", HEADER],
  ["with the file of an archive", HEADER.replace("outlay_line", "outlay_file,outlay_line")],
  ["from a spreadsheet", `\ufeff${HEADER.replaceAll(",", ";")}`],
  ["with quotes around all", HEADER.replace(/\w+/g, '"$&"')],
])("rejected lines of JSON can be mended in their file and sent again: %s", (_, header) => {
  const delimiter = header.includes(";") ? ";" : ",";
  const rows = [record(10), PRINTED, record(-5), "{not JSON"].map((json) => row(json, delimiter));
  const text = `${[header, ...rows].join("\r\n")}\r\n`;
  for (const size of [1, 7, 65_536]) {
    const { items, format } = parse(text, size);
    expect(format).toBe("outlay-json");
    expect(items).toMatchObject([
      { kind: "record", line: 2, record: { tokens: { input: 10 } } },
      { kind: "record", line: 3, record: { tokens: { input: 3 } } },
      { kind: "reject", line: 3 + PRINTED.split("\n").length, code: "negative", raw: record(-5) },
      { kind: "reject", line: 4 + PRINTED.split("\n").length, code: "invalid_json", raw: "{not JSON" },
    ]);
  }
});

test("another table with a column of that name is read as one", () => {
  const text = "raw,timestamp,model,input,output\nx,2026-11-03T09:14:07Z,gpt-4.1,10,2\n";
  for (const size of [1, 65_536])
    expect(parse(text, size)).toMatchObject({ format: "outlay-csv", items: [{ line: 2 }] });
});

test.each([
  ["nothing but the header", HEADER, "empty_input"],
  ["nothing that is usage", `${HEADER}\n${row('{"hello":1}')}`, "unrecognised_format"],
])("a file of %s is refused", (_, text, code) => {
  expect(() => parse(text)).toThrow(UnrecognisedFormat);
  expect(() => parse(`${text}\n`)).toThrow(expect.objectContaining({ code }));
});
