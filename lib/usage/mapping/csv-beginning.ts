import { namedDelimiter, sniffDelimiter, splitFields } from "../csv-fields";
import { lineText } from "../line-limit";
import { LineSplitter } from "../line-splitter";
import { TextDecoding } from "../text-decoding";
import { UnrecognisedFormat } from "../unrecognised-format";
import type { SampleRow } from "./find-conventions";

/** Rows that conventions are read from. */
const MOST_ROWS = 2000;

/** Header and first rows of what may be a CSV file; binary content and JSON have none. */
export function readCsvBeginning(bytes: Uint8Array): { header: readonly string[]; rows: readonly SampleRow[] } {
  const text = textOf(bytes);
  if (text === null || /^\s*[[{]/.test(text) || hasControlCharacters(text.slice(0, 4096)))
    return { header: [], rows: [] };
  const lines = new LineSplitter(true).push(text.endsWith("\n") ? text : `${text}\n`);
  const named = lines[0] ? namedDelimiter(lineText(lines[0])) : null;
  const [first, ...rest] = named === null ? lines : lines.slice(1);
  if (!first || first.tooLong) return { header: [], rows: [] };
  const delimiter = named ?? sniffDelimiter(lineText(first));
  const rows = rest
    .filter((line) => line.start < line.end && !line.tooLong)
    .slice(0, MOST_ROWS)
    .map((line) => ({ line: line.line, fields: splitFields(lineText(line), delimiter) }));
  return { header: splitFields(lineText(first), delimiter), rows };
}

/** Null for what is no text. */
function textOf(bytes: Uint8Array): string | null {
  const decoding = new TextDecoding();
  try {
    return decoding.push(bytes) + decoding.end();
  } catch (error) {
    if (error instanceof UnrecognisedFormat) return null;
    throw error;
  }
}

function hasControlCharacters(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code < 32 && code !== 9 && code !== 10 && code !== 13) return true;
  }
  return false;
}
