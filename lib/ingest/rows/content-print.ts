import { isUntimed } from "@/lib/usage/identity";
import type { PreparedRecord } from "./record-row";

const TWO_32 = 2 ** 32;
/** Stands for "not stated"; no count is as large. */
const NOT_STATED = 2 ** 53;

/** The two halves of the print being computed. */
let high = 0;
let low = 0;

/**
 * The print of a record's content: 64 bits over what two records of one identity must share to say the same (not where
 * they came from, nor what they cost). Written to `content`; never 0, which stands for "not known". Each step is a
 * bijection of each half: records that differ in a single word never have the same print.
 */
export function printContent({ item, numbers, detail, content }: PreparedRecord): void {
  const { record } = item;
  const { tokens } = record;
  high = 0x243f6a88;
  low = 0x85a308d3;
  // A time of upload says nothing about the record.
  mixCount(isUntimed(record) ? NOT_STATED : record.timestamp);
  mixCount(record.endTimestamp ?? NOT_STATED);
  // All but the last, which is the rate that priced it.
  for (let index = 0; index < numbers.length - 1; index += 1) mix(numbers[index] as number);
  mixCount(record.requests ?? NOT_STATED);
  mixCount(tokens.input - tokens.cacheRead - tokens.cacheWrite);
  mixCount(tokens.cacheRead);
  mixCount(tokens.cacheWrite);
  mixCount(tokens.output);
  mixCount(tokens.reasoning);
  if (detail !== null) for (let index = 0; index < detail.length; index += 1) mix(detail.charCodeAt(index));
  content[0] = high;
  content[1] = high === 0 && low === 0 ? 1 : low;
}

function mix(word: number): void {
  high = Math.imul(high ^ word, 0x9e3779b1);
  high ^= high >>> 15;
  low = Math.imul(low ^ word, 0x85ebca6b);
  low ^= low >>> 13;
}

function mixCount(count: number): void {
  mix(count | 0);
  mix((count / TWO_32) | 0);
}
