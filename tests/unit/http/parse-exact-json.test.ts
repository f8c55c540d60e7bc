import fc from "fast-check";
import { expect, test } from "vitest";
import { parseExactJson } from "@/lib/http/parse-exact-json";

test.each([
  ["9007199254740991", 9_007_199_254_740_991],
  ["9007199254740992", "9007199254740992"],
  ["-9007199254740993", "-9007199254740993"],
  ['{"input": 123456789012345678901234567890}', { input: "123456789012345678901234567890" }],
  ["[1e300, 0.1234567890123456, 123456789012345.5]", [1e300, 0.1234567890123456, 123456789012345.5]],
  [
    '{"12345678901234567890": "a \\" 12345678901234567890 \\\\"}',
    { "12345678901234567890": 'a " 12345678901234567890 \\' },
  ],
])("%s", (text, value) => {
  expect(parseExactJson(text)).toEqual(value);
});

test("gives what JSON.parse gives for everything without long whole numbers", () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 3 }), (value) => {
      fc.pre(!/\d{16}/.test(JSON.stringify(value)));
      const text = JSON.stringify([value, "1234567890123456"]);
      expect(parseExactJson(text)).toEqual(JSON.parse(text));
    }),
  );
});

test.each(['{"a": 12345678901234567890', "01234567890123456789", "1234567890123456789x"])("%s is no JSON", (text) => {
  expect(() => parseExactJson(text)).toThrow(SyntaxError);
});
