import { pageRequest } from "../people";
import type { DescribedOperation } from "./described-operations";
import { type RouteHandler, routeHandlers } from "./route-files";

/** What an operation is asked with. */
export interface Call {
  /** Values of the parts of the path. */
  params?: Readonly<Record<string, string>>;
  /** As in "limit=10&sort=cost". */
  query?: string;
  /** Text, bytes or a stream as they are; anything else as JSON. */
  body?: unknown;
  headers?: Readonly<Record<string, string>>;
  /** Who calls, where it is not an organisation's full key or (where only people may) its owner. */
  as?: Caller;
}

/** Who calls: a program with a key, a person from one of our own pages, or nobody known. */
export type Caller = { key: string } | { cookie: string } | null;

let handlers: Promise<Map<string, RouteHandler>> | undefined;

/** Calls an operation's route. */
export async function ask(operation: DescribedOperation, call: Call, as: Caller): Promise<Response> {
  handlers ??= routeHandlers();
  const handler = (await handlers).get(operation.name);
  if (!handler) throw new Error(`There is no route for ${operation.name}.`);
  return handler(requestOf(operation, call, as), { params: Promise.resolve({ ...call.params }) });
}

function requestOf({ method, path }: DescribedOperation, { params = {}, query, body, headers }: Call, as: Caller) {
  const address = path.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(params[name] ?? "missing"));
  const url = query === undefined ? address : `${address}?${query}`;
  const sent = new Headers(headers);
  const init: RequestInit = { method, headers: sent };
  if (body !== undefined) Object.assign(init, { body: bodyOf(body), duplex: "half" });
  if (as === null || "cookie" in as) return pageRequest(url, as, init);
  sent.set("authorization", `Bearer ${as.key}`);
  return new Request(`http://localhost:3000${url}`, init);
}

function bodyOf(body: unknown): BodyInit {
  if (typeof body === "string" || body instanceof Uint8Array || body instanceof ReadableStream) return body as BodyInit;
  return JSON.stringify(body);
}
