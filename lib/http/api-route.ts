import "server-only";
import { randomUUID } from "node:crypto";
import { ZodError } from "zod";
import { authorize, type Principal } from "@/lib/auth/authorize";
import type { Scope } from "@/lib/auth/roles";
import { isDatabaseUnavailable } from "@/lib/db/database-unavailable";
import { InvalidParameter } from "@/lib/spend/question-from-params";
import { ApiError } from "./api-error";
import { json } from "./json";
import "./schema-words";
import { isSenderGone } from "./sender-gone";

/** What a route's handler gets. */
export interface ApiCall {
  principal: Principal;
  request: Request;
  params: Record<string, string>;
  url: URL;
}

type RouteContext = { params: Promise<Record<string, string>> };

/**
 * A route of the API: authorises for a scope, calls the handler, and answers errors in their one shape. What is no
 * ApiError is logged with an id and answered without its message.
 */
export function apiRoute(scope: Scope, handle: (call: ApiCall) => Promise<Response>) {
  return async (request: Request, context?: RouteContext): Promise<Response> => {
    try {
      const principal = await authorize(request, scope);
      const params = (await context?.params) ?? {};
      return await handle({ principal, request, params, url: new URL(request.url) });
    } catch (error) {
      return errorResponse(error);
    }
  };
}

/** The answer to anything that was thrown. */
export function errorResponse(error: unknown): Response {
  if (error instanceof ApiError) {
    const { code, message, details } = error;
    return json(
      { error: { code, message, ...(details === undefined ? {} : { details }) } },
      { status: error.status, headers: error.headers },
    );
  }
  if (error instanceof InvalidParameter) {
    const { parameter, message } = error;
    return json(
      { error: { code: "invalid_request", message, details: [{ path: parameter, message }] } },
      { status: 400 },
    );
  }
  if (error instanceof ZodError) {
    const details = error.issues.map((issue) => ({ path: issue.path.join("."), message: issue.message }));
    const first = details[0];
    const message = first ? `${first.path || "the request"}: ${first.message}` : "The request is not as it should be.";
    return json({ error: { code: "invalid_request", message, details } }, { status: 400 });
  }
  if (isSenderGone(error)) {
    const message = "The request ended before all of it had come.";
    return json({ error: { code: "request_aborted", message } }, { status: 400 });
  }
  if (isDatabaseUnavailable(error)) return databaseUnavailable(error as Error);
  const id = randomUUID();
  console.error(`Request ${id} failed:`, error);
  return json(
    { error: { code: "internal_error", message: `Something went wrong on our side (${id}).` } },
    { status: 500 },
  );
}

/** Not known is whether something was stored just before the connection was lost, so the message does not say. */
function databaseUnavailable(error: Error): Response {
  console.error(`A request failed for want of a database: ${error.message}`);
  const message = "The database cannot be reached: try again in a moment. Usage that is sent again counts once.";
  return json({ error: { code: "database_unavailable", message } }, { status: 503, headers: { "Retry-After": "2" } });
}

/** The one character that Postgres's text cannot hold, as JSON writes it: after an even number of backslashes. */
const NUL = /(?<!\\)(?:\\\\)*\\u0000/;

/**
 * The JSON body of a request, parsed by JSON.parse or another parser that throws on what is no JSON.
 * @throws ApiError 400 when it is no JSON or holds what the database cannot, 413 beyond `limit` bytes.
 */
export async function readJson(
  request: Pick<Request, "body">,
  limit = 4 * 1024 * 1024,
  parse: (text: string) => unknown = JSON.parse,
): Promise<unknown> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of (request.body ?? []) as AsyncIterable<Uint8Array>) {
    size += part.length;
    if (size > limit) throw new ApiError(413, "too_large", `The body is larger than ${limit} bytes.`);
    parts.push(part);
  }
  const text = utf8Of(Buffer.concat(parts));
  if (NUL.test(text)) throw new ApiError(400, "invalid_request", "The body holds a NUL character (\\u0000).");
  try {
    return parse(text);
  } catch {
    throw new ApiError(400, "invalid_json", "The body is not valid JSON.");
  }
}

/** Text in UTF-8, without the mark it may begin with. Replacing what is none would store names that nobody sent. */
function utf8Of(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new ApiError(400, "invalid_json", "The body is not valid JSON: it is not in UTF-8, or it is packed.");
  }
}
