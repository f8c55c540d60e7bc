import { z } from "zod";

type Issue = z.core.$ZodRawIssue;

const KINDS: Readonly<Record<string, string>> = {
  string: "text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "an object",
  record: "an object",
};

/**
 * What is wrong with a value by its schema, as it follows the value's name in an error ("limit: must be at least 1"). Undefined
 * where the library's own words will do; what a schema says itself comes before both.
 */
export function schemaWords(issue: Issue): string | undefined {
  switch (issue.code) {
    case "invalid_type":
      return mustBe(issue.input, KINDS[issue.expected]);
    case "invalid_value":
      return mustBe(issue.input, oneOf(issue.values));
    case "too_small":
      return `must ${bound(issue.origin, Number(issue.minimum), issue.inclusive ? "at least" : "more than")}`;
    case "too_big":
      return `must ${bound(issue.origin, Number(issue.maximum), issue.inclusive ? "at most" : "less than")}`;
    case "unrecognized_keys":
      return `there is no ${issue.keys.map((key) => JSON.stringify(key)).join(", ")}`;
    case "invalid_key":
      // What is wrong with the name itself.
      return issue.issues[0]?.message;
    case "invalid_union":
      return "options" in issue && Array.isArray(issue.options)
        ? `must be ${oneOf(issue.options)}`
        : "has none of the forms it can have";
    default:
      return undefined;
  }
}

function mustBe(input: unknown, what: string | undefined): string | undefined {
  if (input !== undefined) return what && `must be ${what}`;
  return what ? `is required (${what})` : "is required";
}

function oneOf(values: readonly unknown[]): string {
  return values.map((value) => JSON.stringify(value)).join(" or ");
}

const COUNTED: Readonly<Record<string, string>> = { string: "character", array: "entry" };

function bound(origin: string, limit: number, how: string): string {
  const counted = COUNTED[origin];
  if (!counted) return `be ${how} ${limit}`;
  return `have ${how} ${limit} ${limit === 1 ? counted : `${counted.replace(/y$/, "ie")}s`}`;
}

z.config({ customError: schemaWords });
