import { describe, expect, test } from "vitest";
import { callsOf, usualCaller } from "../../support/api/all-calls";
import { ask, type Call } from "../../support/api/ask";
import { problemsAt } from "../../support/api/described-answer";
import { type DescribedOperation, OPERATIONS } from "../../support/api/described-operations";
import { createHome, type Home } from "../../support/api/home";

/** Lines of usage and spans are read one by one, and a wrong one is counted rather than refused: other tests have those. */
const operations = OPERATIONS.filter(({ name, body }) => body && !/^POST \/api\/v1\/(usage|otlp)\b/.test(name));

/** Values that are wrong in most places, and right in some. */
const STRANGE: readonly unknown[] = [
  null,
  "",
  " ",
  0,
  -1,
  1.5,
  1e12,
  true,
  {},
  [],
  "x".repeat(5000),
  ["x"],
  "2026-13-45",
  "a\u0000b",
  "\ud800",
];

/** What is refused for a reason that a JSON schema cannot state. */
const BEYOND_SCHEMAS = new RegExp(
  [
    // Text of nothing but spaces.
    "is missing$",
    "must have at least 1 character$",
    "is not a time zone such as",
    "must be an IANA time zone",
    "is neither a date .* nor an instant",
    "state from and to, or a range",
    "must be in the past",
    "holds a NUL character",
    "must differ from the decimal separator",
    "The mapping speaks of a column",
    // One value against another.
    "must be low ≤ expected ≤ high",
    "cannot be more than input",
    "tokens.input or tokens.output is missing",
  ].join("|"),
);

describe.each(operations)("$name", (operation) => {
  test("takes and refuses the bodies that its description does", async () => {
    const asked = new Asked(operation);
    const disagreements: string[] = [];
    for (const body of variants((await asked.call()).body)) {
      const problems = describedProblems(operation, body);
      const refusal = await asked.refusalOf(body);
      const agrees = refusal === null ? problems.length === 0 : problems.length > 0 || BEYOND_SCHEMAS.test(refusal);
      if (!agrees)
        disagreements.push(`${JSON.stringify(body)?.slice(0, 300)}\n described: ${problems}\n answered: ${refusal}`);
    }
    expect(disagreements).toEqual([]);
  });
});

/** An operation that is asked again and again with other bodies, in a new organisation after each that it took. */
class Asked {
  private home: Home | null = null;
  private made: Call = {};

  constructor(private readonly operation: DescribedOperation) {}

  async call(): Promise<Call> {
    if (this.home) return this.made;
    this.home = await createHome();
    const call = await callsOf(this.operation).succeeds(this.home);
    this.made = { as: usualCaller(this.operation, this.home), ...call };
    return this.made;
  }

  /** The message with which a body was refused; null when it was not for what it is. */
  async refusalOf(body: unknown): Promise<string | null> {
    const call = await this.call();
    const response = await ask(this.operation, { ...call, body: JSON.stringify(body) }, call.as ?? null);
    const text = await response.text();
    expect(response.status, `${JSON.stringify(body)} ${text}`).not.toBe(500);
    if (response.ok) this.home = null;
    const { error } = response.ok ? {} : JSON.parse(text);
    return error?.code === "invalid_request" || error?.code === "impossible_usage" ? error.message : null;
  }
}

function describedProblems({ path, method }: DescribedOperation, body: unknown): string[] {
  return problemsAt(
    ["paths", path, method.toLowerCase(), "requestBody", "content", "application/json", "schema"],
    body,
  );
}

/** A body without each of its properties, with a further one in each of its objects, and with strange values in each place. */
function* variants(body: unknown): Generator<unknown> {
  for (const strange of STRANGE) yield strange;
  if (Array.isArray(body)) {
    for (const [index, value] of body.entries()) for (const variant of variants(value)) yield body.with(index, variant);
    return;
  }
  if (typeof body !== "object" || body === null) return;
  yield { ...body, unheardOf: 1 };
  for (const [name, value] of Object.entries(body)) {
    const { [name]: _, ...rest } = body as Record<string, unknown>;
    yield rest;
    for (const variant of variants(value)) yield { ...rest, [name]: variant };
  }
}
