import { KEPT_OF_LONG_LINE, LONGEST_LINE, type NumberedLine, tooLongLine } from "./line-limit";

/**
 * Cuts text into lines (LF or CRLF) however it is split into pieces. With `quotes`, a line break between double quotes
 * belongs to the line, as in CSV. Memory is bounded: of a line that is too long only the beginning is kept.
 */
export class LineSplitter {
  /** What earlier pieces hold of the line that has begun, and its beginning: to cut that off the rest would copy the rest. */
  private rest = "";
  private beginning = "";
  private line = 1;
  private skipping: NumberedLine | null = null;

  constructor(private readonly quotes: boolean) {}

  push(text: string): NumberedLine[] {
    const lines: NumberedLine[] = [];
    if (this.rest !== "" && !text.includes("\n")) {
      // Nothing ends here: what there is so far is not looked through again.
      this.rest += text;
      this.beginning += text.slice(0, KEPT_OF_LONG_LINE - this.beginning.length);
      this.skipIfTooLong();
      return lines;
    }
    const all = this.rest + text;
    const breaks = new Breaks(all, this.quotes && !this.skipping);
    let start = 0;
    // What is left over from before holds no line break, unless between quotes.
    let end = this.quotes ? breaks.after(0) : all.indexOf("\n", this.rest.length);
    while (end >= 0) {
      this.take(lines, all, start, end);
      start = end + 1;
      end = breaks.after(start);
    }
    this.rest = all.slice(start);
    this.beginning = this.rest.slice(0, KEPT_OF_LONG_LINE);
    this.skipIfTooLong();
    return lines;
  }

  end(): NumberedLine[] {
    const lines: NumberedLine[] = [];
    if (this.rest !== "" || this.skipping) this.take(lines, this.rest, 0, this.rest.length);
    this.rest = "";
    return lines;
  }

  private take(lines: NumberedLine[], all: string, start: number, end: number): void {
    const line = this.line;
    this.line += 1;
    if (this.skipping) {
      lines.push(this.skipping);
      this.skipping = null;
      return;
    }
    const to = end > start && all.charCodeAt(end - 1) === 13 ? end - 1 : end;
    if (this.quotes) this.line += breaksBetween(all, start, to);
    if (to - start > LONGEST_LINE) lines.push(tooLongLine(line, all.slice(start, to)));
    else lines.push({ line, text: all, start, end: to, tooLong: false });
  }

  private skipIfTooLong(): void {
    if (this.rest.length <= LONGEST_LINE && (!this.skipping || this.rest === "")) return;
    this.skipping ??= tooLongLine(this.line, this.beginning);
    this.rest = "";
  }
}

/** Finds line breaks in a text, passing over those between quotes; looks at each character once. */
class Breaks {
  private nextQuote: number;

  constructor(
    private readonly text: string,
    quotes: boolean,
  ) {
    this.nextQuote = quotes ? text.indexOf('"') : -1;
  }

  /** The first line break from `at` on; -1 when there is none (yet). */
  after(at: number): number {
    let from = at;
    for (;;) {
      const end = this.text.indexOf("\n", from);
      if (end < 0) return -1;
      if (this.nextQuote >= 0 && this.nextQuote < from) this.nextQuote = this.text.indexOf('"', from);
      if (this.nextQuote < 0 || this.nextQuote > end) return end;
      const closing = this.text.indexOf('"', this.nextQuote + 1);
      if (closing < 0) return -1;
      from = closing + 1;
    }
  }
}

function breaksBetween(text: string, start: number, end: number): number {
  let breaks = 0;
  for (let at = text.indexOf("\n", start); at >= 0 && at < end; at = text.indexOf("\n", at + 1)) breaks += 1;
  return breaks;
}
