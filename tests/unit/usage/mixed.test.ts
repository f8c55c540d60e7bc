import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ParsedItem } from "@/lib/usage/formats/format";
import { SAMPLES, sampleBytes } from "../../support/samples";
import { parse } from "./parse";

const OWN = { timestamp: "2026-11-03T09:14:07Z", model: "gpt-4.1", tokens: { input: 10, output: 2 } };

/** Langfuse's events and Codex's lines say something only together. */
const TOGETHER = /^(14b|21a)_/;

/** Every line of every other JSON sample; documents on one line. */
const lines = [
  ...SAMPLES.filter(([name]) => /\.jsonl?$/.test(name) && !TOGETHER.test(name)).flatMap(([name]) => {
    const text = sampleBytes(name).toString();
    return name.endsWith(".jsonl") ? text.trim().split("\n") : [JSON.stringify(JSON.parse(text))];
  }),
  JSON.stringify(OWN),
];

/** What became of the lines, whatever their order. */
const outcomes = (items: readonly ParsedItem[]) =>
  items.map((item) => (item.kind === "reject" ? item.raw : item.identity)).sort();

const alone = lines.map((line) => parse(line));

test("lines of different formats may stand in one file, each read by its own", () => {
  const { items, ignored, format } = parse(lines.join("\n"));
  expect(format).toBe("mixed-json");
  expect(ignored).toBe(alone.reduce((sum, one) => sum + one.ignored, 0));
  expect(items.filter((item) => item.kind === "reject")).toEqual([]);
  expect(items.map((item) => item.line)).toEqual(alone.flatMap((one, index) => one.items.map(() => index + 1)));
  expect(outcomes(items)).toEqual(outcomes(alone.flatMap((one) => one.items)));
});

test("in any order, and with nonsense among them", () => {
  // A file that begins with an array is a document.
  const [own = "", ...others] = [...lines].reverse();
  const shuffled = fc
    .shuffledSubarray(others, { minLength: others.length, maxLength: others.length })
    .map((all) => [own, ...all]);
  const nonsense = fc.array(fc.constantFrom('{"hello":1}', "{", "null", "12", '"x"', "[1]"), { maxLength: 5 });
  fc.assert(
    fc.property(shuffled, nonsense, (all, wrong) => {
      const { items, ignored } = parse([...all, ...wrong].join("\n"), 4096);
      expect(ignored).toBe(alone.reduce((sum, one) => sum + one.ignored, 0));
      const rejects = items.filter((item) => item.kind === "reject");
      expect(rejects.map((item) => item.line)).toEqual(wrong.map((_, index) => all.length + 1 + index));
      expect(outcomes(items.filter((item) => item.kind !== "reject"))).toEqual(
        outcomes(alone.flatMap((one) => one.items)),
      );
    }),
    { numRuns: 30 },
  );
});

describe("a list as an API answers with it", () => {
  const call = (id: string, some: object = {}) => ({
    ...{ id, object: "chat.completion", created: 1793697247, model: "gpt-5" },
    usage: { prompt_tokens: 10, completion_tokens: 5 },
    ...some,
  });

  test.each([
    ["stored completions", { object: "list", data: [call("a"), call("b")], first_id: "a", has_more: false }],
    ["a page of something else", { items: [call("a"), call("b")], page: 1 }],
  ])("is its entries: %s", (_, list) => {
    expect(parse(JSON.stringify(list))).toMatchObject({
      format: "openai-chat-completions",
      items: [{ record: { id: "a" } }, { record: { id: "b" } }],
    });
  });

  test("rejects what is wrong in it alone", () => {
    const list = { data: [call("a"), call("b", { usage: { prompt_tokens: -1, completion_tokens: 0 } }), 7], meta: {} };
    expect(parse(JSON.stringify(list)).items).toMatchObject([
      { kind: "record" },
      { kind: "reject", code: "negative", raw: expect.stringContaining('"id":"b"') },
      { kind: "reject", code: "not_an_object", raw: "7" },
    ]);
  });

  test("of what is not known is not known", () => {
    expect(() => parse('{"object":"list","data":[{"id":"gpt-5","object":"model"}]}')).toThrow(
      expect.objectContaining({ code: "unrecognised_format" }),
    );
  });
});

test("files put together, and sequences of JSON texts, are lines", () => {
  const line = (id: string) =>
    JSON.stringify({ id, timestamp: "2026-11-03T09:14:07Z", model: "m", tokens: { input: 1 } });
  for (const text of [`\ufeff${line("a")}\n\ufeff${line("b")}\n`, `\x1e${line("a")}\n\x1e${line("b")}\n`])
    expect(parse(text).items).toMatchObject([
      { line: 1, record: { id: "a" } },
      { line: 2, record: { id: "b" } },
    ]);
});
