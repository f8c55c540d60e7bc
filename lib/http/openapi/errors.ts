import { z } from "zod";
import { type Access, type Answer, type JsonSchema, type OperationSpec, schemaNamed } from "./operation";

/** Every error is of this form; `details` says more where there is more to say. */
export const errorSchema = z.strictObject({
  error: z.strictObject({
    code: z.string().regex(/^[a-z_]+$/),
    message: z.string().min(1).describe("For people: what is wrong and what to do."),
    details: z
      .union([
        z.array(z.strictObject({ path: z.string(), message: z.string() })).min(1),
        z
          .array(
            z.strictObject({
              index: z.int().min(0).optional().describe("Place in the array that was sent."),
              field: z.string(),
              code: z.string(),
              message: z.string(),
            }),
          )
          .min(1),
        z.strictObject({ model: z.string() }),
      ])
      .optional(),
  }),
});

const DESCRIPTIONS: Readonly<Record<number, string>> = {
  400: "The request is not as it should be.",
  401: "No valid credentials were sent.",
  403: "The caller may not do this.",
  404: "There is no such thing in the organisation.",
  408: "The body stopped coming.",
  409: "It cannot be done as things are.",
  410: "It is over.",
  413: "The body is too large.",
  415: "The body is packed in a way that cannot be undone.",
  422: "The request is well formed, and yet there is no answer to it.",
  429: "Too much at once: wait.",
  500: "Something went wrong on the server; the message has an id that its log has too.",
  503: "Not now: try again.",
};

type Codes = Readonly<Record<number, readonly string[]>>;

const OF_OURS: Codes = { 500: ["internal_error"], 503: ["database_unavailable"] };

const OF_ACCESS: Readonly<Record<Access, Codes>> = {
  ingest: { 401: ["unauthorized"], 403: ["forbidden", "foreign_origin"], ...OF_OURS },
  read: { 401: ["unauthorized"], 403: ["forbidden", "foreign_origin"], ...OF_OURS },
  admin: { 401: ["unauthorized"], 403: ["forbidden", "foreign_origin"], ...OF_OURS },
  person: { 401: ["unauthorized"], 403: ["foreign_origin"], ...OF_OURS },
  visitor: { 403: ["foreign_origin"], ...OF_OURS },
  anybody: {},
};

const OF_JSON_BODY: Codes = { 400: ["invalid_json", "invalid_request"], 413: ["too_large"] };

/** What an operation answers when it fails: errors by status, with their codes. */
export function errorAnswers({ access, body, errors = {}, failures }: OperationSpec): Readonly<Record<number, Answer>> {
  if (failures) return failures;
  const all = [OF_ACCESS[access], typeof body === "string" ? OF_JSON_BODY : {}, errors];
  const statuses = new Set(all.flatMap((codes) => Object.keys(codes).map(Number)));
  return Object.fromEntries(
    [...statuses].map((status) => [
      status,
      errorAnswer(status, [...new Set(all.flatMap((codes) => codes[status] ?? []))]),
    ]),
  );
}

/** Codes of errors that say when to try again. */
const TO_BE_TRIED_AGAIN = [
  ...[
    "too_many_attempts",
    "too_many_requests",
    "too_many_uploads",
    "idempotency_key_in_progress",
    "busy",
    "database_unavailable",
  ],
];
const RETRY_AFTER: Answer["headers"] = {
  "Retry-After": { description: "Seconds to wait before the next attempt.", schema: { type: "integer", minimum: 1 } },
};

function errorAnswer(status: number, codes: readonly string[]): Answer {
  const schema: JsonSchema = {
    allOf: [schemaNamed("Error")],
    properties: { error: { properties: { code: { enum: codes } } } },
  };
  return {
    description: DESCRIPTIONS[status] ?? "An error.",
    ...(TO_BE_TRIED_AGAIN.some((code) => codes.includes(code)) ? { headers: RETRY_AFTER } : {}),
    content: { "application/json": { schema } },
  };
}
