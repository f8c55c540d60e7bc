import fc from "fast-check";
import { expect, test } from "vitest";
import { parseJson } from "@/lib/usage/parse-json";

test.each([
  ['"\\ud83d\\ude00"', "😀"],
  ['"\\uD83D\\uDE00!"', "😀!"],
  ['"cut \\ud83d"', "cut \ufffd"],
  ['"\\ude00\\ud83d"', "\ufffd\ufffd"],
  ['"\\ud83d\\ud83d\\ude00"', "\ufffd😀"],
  ['"\\ud83dx"', "\ufffdx"],
  ['"\\ud83d\\n\\ude00"', "\ufffd\n\ufffd"],
  ['{"\\ud83d":1}', { "\ufffd": 1 }],
  // Here the backslash is a text's own.
  ['"\\\\ud83d"', "\\ud83d"],
  ['"\\\\\\ud83d"', "\\\ufffd"],
  ["nothing", undefined],
])("%s", (text, value) => {
  expect(parseJson(text)).toEqual(value);
});

test("text without halves is as JSON.parse has it, and there are no halves left", () => {
  const part = fc.oneof(fc.string({ unit: "binary", maxLength: 3 }), fc.constantFrom("\ud83d", "\ude00", "\\", "u"));
  fc.assert(
    fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
      const text = parts.join("");
      expect(parseJson(JSON.stringify(text))).toBe(Buffer.from(text, "utf8").toString("utf8"));
    }),
  );
});
