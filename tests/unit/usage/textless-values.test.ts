import { describe, expect, test } from "vitest";
import { parse } from "./parse";
import { SPECIMENS, type Specimen } from "./specimens";

/** An object that nothing can turn into a text or a number. */
const TEXTLESS = { toString: 1, valueOf: 1 };

/** The value with that in every place, one after another. */
function* variants(value: unknown): Generator<unknown> {
  if (typeof value !== "object" || value === null) return;
  for (const [name, part] of Object.entries(value))
    for (const one of [TEXTLESS, ...variants(part)])
      yield Array.isArray(value) ? value.with(Number(name), one) : { ...value, [name]: one };
}

/** The text with every variant of each of its values. */
function* texts({ name, text }: Specimen): Generator<string> {
  const lines = name.endsWith(".json") ? [text] : text.split("\n");
  for (const [index, line] of lines.entries()) {
    const [, mark = "", json] = /^(data: )?([[{].*)$/s.exec(line) ?? [];
    if (json === undefined) continue;
    for (const one of variants(JSON.parse(json))) yield lines.with(index, mark + JSON.stringify(one)).join("\n");
  }
}

const GOOD = '{"timestamp":"2026-11-03T09:14:07Z","model":"m","tokens":{"input":1}}';

describe("an object that nothing can be made of ends no more than its line", () => {
  test.each(SPECIMENS.filter(({ format }) => !format.endsWith("csv")))("in $name", (specimen) => {
    for (const text of texts(specimen)) {
      const lines = `${GOOD}\n${text.trimEnd()}\n${GOOD}`;
      const read = parse(lines).items.filter(({ kind }) => kind === "record");
      expect(read.map(({ line }) => line)).toEqual(expect.arrayContaining([1, lines.split("\n").length]));
    }
  });

  test("which says so", () => {
    const response = JSON.stringify({ object: "response", model: "m", status: TEXTLESS });
    expect(parse([GOOD, response, GOOD].join("\n")).items).toMatchObject([
      { kind: "record", line: 1 },
      { kind: "reject", line: 2, code: "not_a_text", raw: response },
      { kind: "record", line: 3 },
    ]);
  });
});
