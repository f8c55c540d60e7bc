import { type Reading, reject } from "./format";

/**
 * What a line is rejected for when reading it threw, which must not be the end of all other lines: it is nested deeper than
 * there is a stack for (`tooDeep` says what is), or holds an object in the place of a text or number, with a `toString` of
 * its own that is none.
 * @throws the error, where it is neither: then it is ours.
 */
export function unreadable(error: unknown, tooDeep: string): Reading {
  if (error instanceof RangeError) return reject(null, "too_deep", tooDeep);
  if (error instanceof TypeError && error.message === NO_TEXT)
    return reject(null, "not_a_text", "an object stands here in the place of a text or a number");
  throw error;
}

/** What V8 says when it turns such an object into a text or a number. */
const NO_TEXT = "Cannot convert object to primitive value";
