import type { Call } from "./ask";
import { createKey, createRole, type Home } from "./home";
import type { OperationCalls } from "./operation-calls";

type CallOfAKind = (home: Home, call: Call) => Call | Promise<Call>;

/** Errors that all operations of a kind have, as changes of a call that succeeds. */
const CHANGES: Readonly<Record<string, CallOfAKind>> = {
  "400 invalid_json": (_, call) => ({ ...call, body: "{" }),
  "400 invalid_request": (_, call) => ({ ...call, body: [[]] }),
  "401 unauthorized": (_, call) => ({ ...call, as: null }),
  "403 forbidden": async (home, call) => ({ ...call, as: { key: await createKey(home, []) } }),
  "403 foreign_origin": async (home, call) => ({
    ...call,
    headers: { ...call.headers, "sec-fetch-site": "cross-site" },
    as: await createRole(home, "owner"),
  }),
  "413 too_large": (_, call) => ({ ...call, body: endless() }),
};

/** The call of an operation that is answered with an error; undefined when nobody has said how, text when it is not tried. */
export function callThatFails(
  { succeeds, fails = {} }: OperationCalls,
  error: string,
): ((home: Home) => Promise<Call>) | string | undefined {
  const own = fails[error];
  if (typeof own === "string") return own;
  if (own) return async (home) => own(home);
  const change = CHANGES[error];
  return change && (async (home) => change(home, await succeeds(home)));
}

/** A body that never ends. */
function endless(): ReadableStream<Uint8Array> {
  const spaces = new Uint8Array(1024 * 1024).fill(32);
  return new ReadableStream({ pull: (controller) => controller.enqueue(spaces) });
}
