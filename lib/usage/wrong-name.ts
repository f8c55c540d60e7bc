import { type Reading, reject } from "./formats/format";

/** Longest names that are kept. */
export const LONGEST_NAME = 256;

/**
 * Why a text cannot be a name of usage: it is too long, or holds what cannot be stored or shown (control characters, half
 * of a UTF-16 pair). Null when it can.
 */
export function wrongName(field: string, text: string | null, longest = LONGEST_NAME): Reading | null {
  if (text === null) return null;
  if (text.length > longest) return reject(field, "too_long", `${field} has more than ${longest} characters`);
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code < 32 && code !== 9 && code !== 10 && code !== 13)
      return reject(field, "control_character", `${field} holds a control character`);
    if (code >= 0xd800 && code < 0xe000 && (text.codePointAt(at) as number) < 0x10000 && !isSecondHalf(text, at))
      return reject(field, "half_character", `${field} holds half of a character: it was cut in the middle of one`);
  }
  return null;
}

function isSecondHalf(text: string, at: number): boolean {
  return at > 0 && (text.codePointAt(at - 1) as number) >= 0x10000;
}
