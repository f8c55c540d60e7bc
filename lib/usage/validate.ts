/** Something wrong with usage: the field, a code, and a sentence that says what to do. */
export interface UsageProblem {
  field: string;
  code: "negative" | "not_whole" | "part_exceeds_whole" | "too_large" | "missing" | "not_a_number";
  message: string;
}

/** Counts as numbers or bigints; the relations are those of TokenCounts. */
export interface CheckableTokens<Count extends number | bigint> {
  input: Count;
  cacheRead: Count;
  cacheWrite: Count;
  cacheWriteByTtl: Readonly<Record<string, Count>>;
  output: Count;
  reasoning: Count;
  audioInput: Count;
  imageInput: Count;
  cacheReadAudio: Count;
  cacheReadImage: Count;
  audioOutput: Count;
  imageOutput: Count;
}

/**
 * Checks that parts do not exceed what they are a part of (pricing rule 12): cached and written tokens the input,
 * reasoning the output, and so on. Null when the usage is possible. Works on numbers and bigints alike.
 */
export function findImpossibleUsage<Count extends number | bigint>(
  tokens: CheckableTokens<Count>,
): UsageProblem | null {
  if (isPlainlyPossible(tokens)) return null;
  const sum = (a: Count, b: Count): Count => ((a as number) + (b as number)) as Count;
  const written = Object.values(tokens.cacheWriteByTtl).reduce(
    (total, count) => (total === null ? count : sum(total, count)),
    null as Count | null,
  );
  const less = (a: Count, b: Count): Count => ((a as number) - (b as number)) as Count;
  const freshAudio = less(tokens.audioInput, tokens.cacheReadAudio);
  const freshImage = less(tokens.imageInput, tokens.cacheReadImage);
  const checks: [string, Count, string, Count][] = [
    ["cacheRead", tokens.cacheRead, "input", tokens.input],
    ["cacheWrite", tokens.cacheWrite, "input", tokens.input],
    ["cacheRead and cacheWrite", sum(tokens.cacheRead, tokens.cacheWrite), "input", tokens.input],
    ["cacheWriteByTtl", written ?? tokens.cacheWrite, "cacheWrite", tokens.cacheWrite],
    ["cacheReadAudio", tokens.cacheReadAudio, "audioInput", tokens.audioInput],
    ["cacheReadImage", tokens.cacheReadImage, "imageInput", tokens.imageInput],
    [
      "cacheReadAudio and cacheReadImage",
      sum(tokens.cacheReadAudio, tokens.cacheReadImage),
      "cacheRead",
      tokens.cacheRead,
    ],
    ["audioInput", tokens.audioInput, "input", tokens.input],
    ["imageInput", tokens.imageInput, "input", tokens.input],
    ["audioInput and imageInput", sum(tokens.audioInput, tokens.imageInput), "input", tokens.input],
    [
      "cacheRead, cacheWrite, audioInput and imageInput (cached audio and images once)",
      sum(sum(tokens.cacheRead, tokens.cacheWrite), sum(freshAudio, freshImage)),
      "input",
      tokens.input,
    ],
    ["reasoning", tokens.reasoning, "output", tokens.output],
    ["audioOutput", tokens.audioOutput, "output", tokens.output],
    ["imageOutput", tokens.imageOutput, "output", tokens.output],
    ["audioOutput and imageOutput", sum(tokens.audioOutput, tokens.imageOutput), "output", tokens.output],
  ];
  const wrong = checks.find(([, part, , whole]) => part > whole);
  if (!wrong) return null;
  const [part, count, whole, limit] = wrong;
  const field = part.includes(" ") ? (part.split(/[ ,]/)[0] ?? part) : part;
  return {
    field: `tokens.${field}`,
    code: "part_exceeds_whole",
    message: `${part} (${count}) cannot be more than ${whole} (${limit}): ${whole} is the whole, cached and other parts included`,
  };
}

/** The common case, without audio, images and times to live, decided without further ado. */
function isPlainlyPossible(tokens: CheckableTokens<number | bigint>): boolean {
  if (tokens.audioInput || tokens.imageInput || tokens.cacheReadAudio || tokens.cacheReadImage) return false;
  if (tokens.audioOutput || tokens.imageOutput) return false;
  for (const _ in tokens.cacheWriteByTtl) return false;
  return (
    (tokens.cacheRead as number) + (tokens.cacheWrite as number) <= tokens.input && tokens.reasoning <= tokens.output
  );
}

/**
 * Reads a count of tokens, requests or calls: a whole number from 0 to 2^53 - 1, as a number or text ("59200.0" is 59200,
 * "1,000" is not a number, nor is "1.000", which is a thousand to some). Answers the count or what is wrong with it.
 */
export function readCount(field: string, value: unknown): number | UsageProblem {
  const number = typeof value === "number" ? value : typeof value === "string" ? decimal(value) : Number.NaN;
  if (Number.isNaN(number))
    return { field, code: "not_a_number", message: `${field} must be a whole number, not ${show(value)}` };
  if (number < 0) return { field, code: "negative", message: `${field} is negative (${show(value)})` };
  // What was written may have been rounded, to infinity even: it is not shown.
  if (number > Number.MAX_SAFE_INTEGER)
    return { field, code: "too_large", message: `${field} is too large: at most ${Number.MAX_SAFE_INTEGER}` };
  if (!Number.isInteger(number))
    return { field, code: "not_whole", message: `${field} must be a whole number, not ${show(value)}` };
  return number;
}

/**
 * Reads a count that may be beyond 2^53 (as decimal text), for pricing what is not stored.
 */
export function readExactCount(field: string, value: unknown): bigint | UsageProblem {
  const text = typeof value === "string" ? value.trim() : "";
  if (/^\d{1,30}$/.test(text)) return BigInt(text);
  // A fraction too small for a number to keep is a fraction all the same.
  if (/^\d+\.\d*[1-9]\d*$/.test(text))
    return { field, code: "not_whole", message: `${field} must be a whole number, not ${show(value)}` };
  const number = readCount(field, value);
  if (typeof number === "number") return BigInt(number);
  return number.code === "too_large" ? { ...number, message: `${field} is too large: at most 30 digits` } : number;
}

/** The whole number written in plain digits (at most 15) between two places of a text; NaN for anything else. */
export function wholeNumber(text: string, start: number, end: number): number {
  if (start === end || end - start > 15) return Number.NaN;
  let number = 0;
  for (let at = start; at < end; at += 1) {
    const digit = text.charCodeAt(at) - 48;
    if (digit < 0 || digit > 9) return Number.NaN;
    number = number * 10 + digit;
  }
  return number;
}

function decimal(text: string): number {
  const plain = wholeNumber(text, 0, text.length);
  if (!Number.isNaN(plain)) return plain;
  const trimmed = text.trim();
  if (/^-?[1-9]\d{0,2}(\.000)+$/.test(trimmed)) return Number.NaN;
  return /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(trimmed) ? Number(text) : Number.NaN;
}

function show(value: unknown): string {
  const text =
    typeof value === "string" ? `"${value}"` : typeof value === "number" ? `${value}` : `${JSON.stringify(value)}`;
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
