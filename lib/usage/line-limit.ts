/** Longest line (or JSON value) that is read, in characters; a longer one is rejected and skipped. */
export const LONGEST_LINE = 16 * 1024 * 1024;

/** How much of a rejected line is kept. */
export const KEPT_OF_REJECT = 64 * 1024;

/** How much of a line that is too long is kept. */
export const KEPT_OF_LONG_LINE = 1024;

/**
 * One line: the number of the line it begins on, and where it stands in a text; `tooLong`: what stands there is only its
 * beginning.
 */
export interface NumberedLine {
  line: number;
  text: string;
  start: number;
  end: number;
  tooLong: boolean;
}

/** The line itself. */
export function lineText({ text, start, end }: NumberedLine): string {
  return text.slice(start, end);
}

/** What is kept of the line when it is rejected. */
export function keptOfReject({ text, start, end }: NumberedLine): string {
  return copyOf(text.slice(start, Math.min(end, start + KEPT_OF_REJECT)));
}

/** Stands for a line that is too long, of which at least the beginning is given. */
export function tooLongLine(line: number, beginning: string): NumberedLine {
  const text = copyOf(beginning.slice(0, KEPT_OF_LONG_LINE));
  return { line, text, start: 0, end: text.length, tooLong: true };
}

/** The same text by itself: a slice keeps all of the text it was cut from in memory. */
export function copyOf(text: string): string {
  return Buffer.from(text).toString();
}
