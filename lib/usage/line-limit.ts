/** Longest line (or JSON value) that is read, in characters; a longer one is rejected and skipped. */
export const LONGEST_LINE = 8 * 1024 * 1024;

/** How much of a rejected line is kept. */
export const KEPT_OF_REJECT = 64 * 1024;

/** How much of a line that is too long is kept. */
export const KEPT_OF_LONG_LINE = 1024;

/** One line with the number of the line it begins on; `tooLong`: its text is only the beginning. */
export interface NumberedLine {
  line: number;
  text: string;
  tooLong: boolean;
}
