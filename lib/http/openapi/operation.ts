import type { z } from "zod";
import type { Scope } from "@/lib/auth/roles";

/** A JSON schema (draft 2020-12), as OpenAPI 3.1 holds it. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** Methods that routes answer. */
export type Method = "get" | "post" | "patch" | "delete";

/**
 * Who may call: an API key or a person with a scope; a signed-in person, member of an organisation or not; anybody on
 * Outlay's own pages; anybody at all.
 */
export type Access = Scope | "person" | "visitor" | "anybody";

/** A parameter of a path or query. */
export interface Parameter {
  name: string;
  in: "query" | "path" | "header";
  required?: true;
  description: string;
  schema: JsonSchema;
  /** False: several values in one, separated by commas. */
  explode?: boolean;
}

/** Bodies by media type. */
export type Content = Readonly<Record<string, { schema: JsonSchema }>>;

/** One answer. */
export interface Answer {
  description: string;
  /** Every answer of the status has them, but for those that are not required. */
  headers?: Readonly<Record<string, { description: string; required?: false; schema: JsonSchema }>>;
  content?: Content;
}

/** What one method of a path does. Answers that go with its access and its body are added when the document is made. */
export interface OperationSpec {
  operationId: string;
  summary: string;
  description?: string;
  access: Access;
  parameters?: readonly Parameter[];
  /** Name of the schema of a JSON body, or bodies of other kinds. */
  body?: string | { description: string; content: Content };
  answers: Readonly<Record<number, Answer>>;
  /** Codes of further errors by status. */
  errors?: Readonly<Record<number, readonly string[]>>;
  /** Answers to what fails, in place of errors in their one form: for protocols that have their own. */
  failures?: Readonly<Record<number, Answer>>;
}

/** Routes that belong together, with the schemas of what they take and answer. */
export interface Resource {
  name: string;
  description: string;
  /** Schemas of bodies that are sent. */
  requests?: Readonly<Record<string, z.ZodType>>;
  /** Schemas of bodies that are answered. */
  answers?: Readonly<Record<string, z.ZodType>>;
  paths: Readonly<Record<string, Readonly<Partial<Record<Method, OperationSpec>>>>>;
}

/** Stands for a schema of the document by its name. */
export function schemaNamed(name: string): JsonSchema {
  return { $ref: `#/components/schemas/${name}` };
}

/** An answer with a JSON body of a named schema. */
export function answerOf(description: string, name: string): Answer {
  return { description, content: { "application/json": { schema: schemaNamed(name) } } };
}

/** A 204. */
export const NOTHING: Answer = { description: "Done; there is nothing to say." };
