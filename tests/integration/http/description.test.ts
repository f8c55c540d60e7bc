import { Validator } from "@seriousme/openapi-schema-validator";
import { describe, expect, test } from "vitest";
import { CALLS } from "../../support/api/all-calls";
import { apiDocument, OPERATIONS } from "../../support/api/described-operations";
import { routeHandlers } from "../../support/api/route-files";

const names = OPERATIONS.map(({ name }) => name).sort();

test("it is a valid OpenAPI document of version 3.1", async () => {
  const validator = new Validator();
  const { valid, errors } = await validator.validate(structuredClone(apiDocument));
  expect(errors).toBeUndefined();
  expect(valid).toBe(true);
  expect(validator.version).toBe("3.1");
});

test("it has every route, and no other", async () => {
  expect(names).toEqual([...(await routeHandlers()).keys()].sort());
});

test("the tests call every operation", () => {
  expect(Object.keys(CALLS).sort()).toEqual(names);
});

test("every operation has a name of its own, and every part of a path is described", () => {
  const ids = Object.values<Record<string, { operationId: string }>>(apiDocument.paths).flatMap((methods) =>
    Object.values(methods).map(({ operationId }) => operationId),
  );
  expect(new Set(ids).size).toBe(OPERATIONS.length);
  for (const { path, parameters } of OPERATIONS) {
    const inPath = parameters.filter((one) => one.in === "path").map(({ name }) => name);
    expect(inPath, path).toEqual([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name));
  }
});

describe("schemas", () => {
  /** Places whose properties are not ours to list. */
  const OPEN = ["#/components/schemas/OpenApi"];

  test("every object that is answered says all its properties", () => {
    const open: string[] = [];
    for (const { name, answers } of OPERATIONS)
      for (const [status, { content = {} }] of Object.entries(answers))
        for (const { schema } of Object.values(content)) findOpen(schema, `${name} ${status}`, open, new Set(OPEN));
    expect(open).toEqual([]);
  });

  test("every schema is used", () => {
    const text = JSON.stringify(apiDocument);
    const unused = Object.keys(apiDocument.components.schemas).filter(
      (name) => !text.includes(`"#/components/schemas/${name}"`),
    );
    expect(unused).toEqual([]);
  });

  function findOpen(schema: unknown, place: string, open: string[], seen: Set<string>): void {
    if (typeof schema !== "object" || schema === null) return;
    if (Array.isArray(schema)) {
      for (const [index, part] of schema.entries()) findOpen(part, `${place}/${index}`, open, seen);
      return;
    }
    const { $ref, allOf, ...rest } = schema as Record<string, unknown>;
    if (typeof $ref === "string" && !seen.has($ref)) {
      seen.add($ref);
      findOpen(apiDocument.components.schemas[$ref.split("/").at(-1) ?? ""], $ref, open, seen);
    }
    if (rest.type === "object" && rest.additionalProperties === undefined) open.push(place);
    findOpen(allOf, place, open, seen);
    // What stands beside allOf only narrows what that closes.
    if (!allOf) for (const [name, part] of Object.entries(rest)) findOpen(part, `${place}/${name}`, open, seen);
  }
});
