import { describe, expect, test } from "vitest";
import { callsOf, usualCaller } from "../../support/api/all-calls";
import { ask, type Call, type Caller } from "../../support/api/ask";
import { problemsAt, readDescribed } from "../../support/api/described-answer";
import { type DescribedOperation, OPERATIONS } from "../../support/api/described-operations";
import { createHome } from "../../support/api/home";

/** Values that are wrong in most places. */
const STRANGE = [
  "",
  " ",
  "0",
  "-1",
  "1.5",
  "1e3",
  "99999999999",
  "nonsense",
  "\u0000",
  "a\u0000b",
  "%",
  "..",
  "'",
  "é".repeat(3000),
];

const withQuery = OPERATIONS.filter(({ parameters }) => parameters.some((one) => one.in === "query"));
const withPath = OPERATIONS.filter(({ parameters }) => parameters.some((one) => one.in === "path"));

describe.each(withQuery)("the query of $name", (operation) => {
  // An object stands for several parameters: there are tests of its own for those.
  const parameters = operation.parameters.filter((one) => one.in === "query" && one.schema.type !== "object");

  test.each(parameters)("$name", async (parameter) => {
    const { call, as } = await callOf(operation);
    const place = ["paths", operation.path, operation.method.toLowerCase(), "parameters"];
    const index = operation.parameters.indexOf(parameter);
    for (const value of [...STRANGE, ...validValues(parameter.schema)]) {
      const query = new URLSearchParams(call.query);
      query.set(parameter.name, value);
      const { status, text } = await readDescribed(operation, await ask(operation, { ...call, query: `${query}` }, as));
      expect(status, `${value}: ${text}`).not.toBe(500);
      const problems = problemsAt([...place, index, "schema"], inSchema(parameter.schema, value));
      // A parameter that is blank is left out.
      if (status < 300 && problems.length > 0 && value.trim() !== "")
        throw new Error(`${value} was taken: ${problems}`);
      const isValid = validValues(parameter.schema).includes(value);
      if (isValid && text.includes('"invalid_request"')) throw new Error(`${value} was refused: ${text}`);
      if (status === 400) expect(text).toContain(parameter.name);
    }
  });
});

describe.each(withPath)("the path of $name", (operation) => {
  test("leads to nothing when it is strange", async () => {
    const { call, as } = await callOf(operation);
    for (const { name } of operation.parameters.filter((one) => one.in === "path")) {
      for (const value of STRANGE.filter(Boolean)) {
        const params = { ...call.params, [name]: value };
        const { status } = await readDescribed(operation, await ask(operation, { ...call, params }, as));
        expect(status, value).toBe(404);
      }
    }
  });
});

test("tags are filtered and grouped by, whatever their keys are", async () => {
  const { key } = await createHome();
  const statusOf = async (query: string) => {
    const [spend] = OPERATIONS.filter(({ name }) => name === "GET /api/v1/spend");
    if (!spend) throw new Error("There is no spend.");
    return (await readDescribed(spend, await ask(spend, { query }, { key }))).status;
  };
  for (const tag of ["team", "a.b", "__proto__", "'", "%25", "é"]) {
    expect(await statusOf(`filter.tag.${tag}=x&not.tag.${tag}=y`), tag).toBe(200);
    expect(await statusOf(`groupBy=tag.${tag}`), tag).toBe(200);
  }
  for (const tag of ["", "a%00b", "x".repeat(257)]) {
    expect(await statusOf(`filter.tag.${tag}=x`), tag).toBe(400);
    expect(await statusOf(`groupBy=tag.${tag}`), tag).toBe(400);
  }
});

async function callOf(operation: DescribedOperation): Promise<{ call: Call; as: Caller }> {
  const home = await createHome();
  return { call: await callsOf(operation).succeeds(home), as: usualCaller(operation, home) };
}

interface Written {
  type?: string;
  enum?: string[];
  minimum?: number;
  maximum?: number;
  items?: Written;
}

/** Values that a schema names: those of a list, and both ends of a range. */
function validValues({ enum: values, minimum, maximum, items }: Written): string[] {
  return [
    ...(values ?? []),
    ...[minimum, maximum].filter((one) => one !== undefined).map(String),
    ...(items ? validValues(items) : []),
  ];
}

/** A value of the query as the schema speaks of it. */
function inSchema({ type, items }: Written, text: string): unknown {
  if (type === "array" && items) return [inSchema(items, text)];
  return type === "integer" && text.trim() !== "" && Number.isFinite(Number(text)) ? Number(text) : text;
}
