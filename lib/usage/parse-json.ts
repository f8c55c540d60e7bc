/** The escape of half a UTF-16 pair, perhaps with its other half. */
const SURROGATE = /\\u[dD][89a-fA-F]/;
/** Escapes one by one: a whole pair, half of one, or any other. */
const ESCAPES = /\\(?:u[dD][89abAB][\da-fA-F]{2}\\u[dD][c-fC-F][\da-fA-F]{2}|(u[dD][89a-fA-F][\da-fA-F]{2})|.)/gs;

/**
 * Parses JSON; undefined when it is none. Half a character, which is left where a program cut a text in the middle of one,
 * becomes U+FFFD: it could not be stored.
 */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(SURROGATE.test(text) ? text.replace(ESCAPES, withoutHalves) : text);
  } catch {
    // Where files are put together, the mark that one begins with stands in the middle.
    return text.startsWith("\ufeff") ? parseJson(text.slice(1)) : undefined;
  }
}

function withoutHalves(whole: string, half: string | undefined): string {
  return half === undefined ? whole : "\\ufffd";
}
