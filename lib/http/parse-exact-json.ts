/** A JSON text's strings and numbers, each as a whole. */
const LITERALS = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;
const LONG_INTEGER = /^-?[1-9]\d{15,}$/;

/**
 * Parses JSON without losing digits: whole numbers beyond 2^53, which JSON.parse would round, come as decimal text.
 * @throws SyntaxError when the text is no JSON.
 */
export function parseExactJson(text: string): unknown {
  if (!/\d{16}/.test(text)) return JSON.parse(text);
  return JSON.parse(text.replace(LITERALS, (literal) => (isRounded(literal) ? `"${literal}"` : literal)));
}

function isRounded(literal: string): boolean {
  return LONG_INTEGER.test(literal) && !Number.isSafeInteger(Number(literal));
}
