import { isObject, type JsonObject } from "./format";

/** An object that may stand there as the text of one; without anything in it where there is none. */
export function parsedObject(value: unknown): JsonObject {
  const parsed = typeof value === "string" ? parsedJson(value) : value;
  return isObject(parsed) ? parsed : {};
}

/** What a text of JSON says; undefined where it is none. */
export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
