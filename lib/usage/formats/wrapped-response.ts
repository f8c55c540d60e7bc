import { isObject, type JsonObject } from "./format";

/** What a log writes around a response. */
export interface Around {
  timestamp: unknown;
  created_at: unknown;
  names: { project: string | null; apiKey: string | null; user: string | null; provider?: string };
  tags: Record<string, string>;
}

/** A response object and what stood around it. */
export interface Wrapped {
  response: JsonObject;
  object: unknown;
  around: Around;
}

const PLACES = ["response", "body", "output", "result", "data", "completion", "payload"];
const KNOWN = /^(chat\.completion(\.chunk)?|response)$/;

/** Finds the response object of a line: the line itself, or what a log put under one of the usual names. */
export function unwrap(value: JsonObject, depth = 0): Wrapped | null {
  if (KNOWN.test(String(value.object))) return { response: value, object: value.object, around: around({}) };
  if (depth > 2) return null;
  for (const place of PLACES) {
    const inner = value[place];
    const found = isObject(inner) ? unwrap(inner, depth + 1) : null;
    if (found) return { ...found, around: around(value) };
  }
  return null;
}

function around(log: JsonObject): Around {
  const metadata = isObject(log.metadata) ? log.metadata : {};
  const text = (...names: string[]): string | null => {
    const found = names
      .map((name) => log[name] ?? metadata[name])
      .find((value) => typeof value === "string" && value !== "");
    return typeof found === "string" ? found : null;
  };
  return {
    timestamp: log.timestamp,
    created_at: log.created_at ?? log.created,
    names: {
      project: text("project", "project_id"),
      apiKey: text("apiKey", "api_key_id"),
      user: text("user", "user_id"),
    },
    tags: {},
  };
}
