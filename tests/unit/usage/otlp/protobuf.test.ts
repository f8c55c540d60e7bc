import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { UnrecognisedFormat } from "@/lib/usage/unrecognised-format";
import { chat, encoded, span, traces } from "../../../support/otlp";
import { sharedFile } from "../../../support/shared-files";
import { parse } from "../parse";

const sample = readFileSync(sharedFile("samples", "12b_otlp_traces_otel_instrumentation_openai_captured.pb"));

const document = traces([
  span(2, chat({ "gen_ai.usage.input_tokens": 7, "gen_ai.response.id": "inner" }), { parent: 1 }),
  span(1, chat()),
  span(3, chat({ "outlay.tag.share": 0.5, "outlay.tag.cold": true })),
  span(4, chat({ "gen_ai.usage.input_tokens": -5 })),
]);

test("says what the same spans say in JSON", () => {
  const [binary, text] = [parse(encoded(document), 11), parse(JSON.stringify(document))];
  expect(binary.format).toBe("otlp-traces");
  expect(binary.items.map(({ kind }) => kind)).toEqual(["record", "record", "reject"]);
  const withoutRaw = (items: readonly object[]) => items.map((item) => ({ ...item, raw: undefined, line: undefined }));
  expect(withoutRaw(binary.items)).toEqual(withoutRaw(text.items));
  expect(binary.ignored).toBe(text.ignored);
});

test("is read in any pieces", () => {
  const whole = parse(sample, sample.length);
  fc.assert(fc.property(fc.integer({ min: 1, max: 200 }), (size) => void expect(parse(sample, size)).toEqual(whole)));
});

test("requests one after another are one file", () => {
  expect(parse(Buffer.concat([sample, sample]), 1000).items).toHaveLength(8);
});

test("more than is held at once is read in parts, and its spans are numbered", () => {
  const prompt = { "gen_ai.input.messages": "x".repeat(1024 * 1024) };
  const one = (id: number) => encoded(traces([span(id, chat({ ...prompt, "gen_ai.response.id": `r${id}` }))]));
  const { items } = parse(Buffer.concat(Array.from({ length: 40 }, (_, index) => one(index + 1))), 100_000);
  expect(items.map((item) => item.line)).toEqual(Array.from({ length: 40 }, (_, index) => index + 1));
});

describe("is told from text", () => {
  test.each([
    [
      "JSON after an empty line",
      `\n${JSON.stringify({ timestamp: "2026-11-03T09:14:07Z", model: "gpt-5", input: 1 }, null, 2)}`,
    ],
    ["CSV after empty lines", "\n\n\n\r\ntimestamp,model,input\n2026-11-03T09:14:07Z,gpt-5,1\n"],
    ["short CSV", "\nmodel,timestamp,input\ngpt-5,2026-11-03,1"],
  ])("%s", (_, text) => {
    expect(parse(text, 1).items).toMatchObject([{ kind: "record", record: { model: "gpt-5" } }]);
  });

  test("a damaged file is refused", () => {
    expect(() => parse(sample.subarray(0, sample.length - 10))).toThrow(UnrecognisedFormat);
    expect(() => parse(Buffer.concat([sample, Buffer.from("x")]))).toThrow(/damaged/);
  });

  test("a message without spans is refused, and the refusal says what it may be", () => {
    const metrics = Buffer.from([0x0a, 10, 0x12, 8, 0x12, 6, 0x0a, 4, 0x6e, 0x61, 0x6d, 0x65]);
    expect(() => parse(metrics)).toThrow(/metrics/);
  });
});

test("mutated bytes never break it", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(sample.length - 1), fc.nat(255)), { maxLength: 20 }), (changes) => {
      const mutated = Uint8Array.from(sample);
      for (const [at, byte] of changes) mutated[at] = byte;
      try {
        const { items, ignored } = parse(mutated, 997);
        expect(items.length + ignored).toBeGreaterThan(0);
      } catch (error) {
        expect(error).toBeInstanceOf(UnrecognisedFormat);
      }
    }),
    { numRuns: 300 },
  );
});
