import { parsedJson } from "./parsed-object";

const MOST_TAGS = 16;
const LONGEST_TAG = 128;

/**
 * Tags that are listed rather than named: "feature:search" has the name before the colon, and of "prod" all is name. A
 * list may stand there as text. More and longer ones are passed over: nobody groups by them.
 */
export function tagsOfList(value: unknown): Readonly<Record<string, string>> {
  const list = typeof value === "string" ? parsedJson(value) : value;
  const tags = new Map<string, string>();
  for (const one of Array.isArray(list) ? list : []) {
    if (typeof one !== "string" || one.length > LONGEST_TAG || /\p{Cc}/u.test(one) || tags.size >= MOST_TAGS) continue;
    const colon = one.indexOf(":");
    const name = (colon > 0 ? one.slice(0, colon) : one).trim();
    const said = colon > 0 ? one.slice(colon + 1).trim() : "true";
    if (name !== "" && said !== "") tags.set(name, said);
  }
  return Object.fromEntries(tags);
}
