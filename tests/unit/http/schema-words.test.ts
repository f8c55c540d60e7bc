import { expect, test } from "vitest";
import { z } from "zod";
import { schemaWords } from "@/lib/http/schema-words";

const everything = z.strictObject({
  name: z.string().min(1).max(5).optional(),
  own: z.string("says it itself").optional(),
  limit: z.coerce.number().int().min(1).max(10).optional(),
  share: z.number().gt(0).lt(1).optional(),
  count: z.int().optional(),
  on: z.boolean().optional(),
  kind: z.enum(["a", "b"]).optional(),
  always: z.literal(7).optional(),
  list: z.array(z.string()).min(1).max(2).optional(),
  filter: z
    .record(
      z.string().refine((name) => name === "model", "is no dimension"),
      z.string(),
    )
    .optional(),
  tagged: z
    .discriminatedUnion("kind", [z.object({ kind: z.literal("a") }), z.object({ kind: z.literal("b") })])
    .optional(),
  either: z.union([z.string(), z.object({ x: z.int() })]).optional(),
});

test.each<[object, string]>([
  [{ name: 5 }, "must be text"],
  [{ name: "" }, "must have at least 1 character"],
  [{ name: "abcdef" }, "must have at most 5 characters"],
  [{ own: 5 }, "says it itself"],
  [{ limit: "x" }, "must be a number"],
  [{ limit: "1.5" }, "must be a whole number"],
  [{ limit: "0" }, "must be at least 1"],
  [{ limit: "11" }, "must be at most 10"],
  [{ share: 0 }, "must be more than 0"],
  [{ share: 1 }, "must be less than 1"],
  [{ count: 0.5 }, "must be a whole number"],
  [{ on: "true" }, "must be true or false"],
  [{ kind: "c" }, 'must be "a" or "b"'],
  [{ always: 8 }, "must be 7"],
  [{ list: "x" }, "must be a list"],
  [{ list: [] }, "must have at least 1 entry"],
  [{ list: ["a", "b", "c"] }, "must have at most 2 entries"],
  [{ filter: { user: "a" } }, "is no dimension"],
  [{ tagged: { kind: "c" } }, 'must be "a" or "b"'],
  [{ tagged: {} }, 'must be "a" or "b"'],
  [{ either: 5 }, "has none of the forms it can have"],
  [{ nonsense: 1, more: 2 }, 'there is no "nonsense", "more"'],
  [[], "must be an object"],
])("of %j is said: %s", (value, words) => {
  expect(everything.safeParse(value).error?.issues.map(({ message }) => message)).toEqual([words]);
});

test("what is not there is said to be required", () => {
  const schema = z.object({ name: z.string(), kind: z.enum(["a", "b"]), any: z.unknown().nonoptional() });
  const words = schema.safeParse({}).error?.issues.map(({ message }) => message);
  expect(words).toEqual(["is required (text)", 'is required ("a" or "b")', "is required"]);
});

test("other mistakes are left to the library's words", () => {
  const issue = { code: "custom", input: 1, message: undefined } as Parameters<typeof schemaWords>[0];
  expect(schemaWords(issue)).toBeUndefined();
});
