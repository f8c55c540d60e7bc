import { isColumnOfReject } from "./columns-of-rejects";
import { sniffDelimiter, splitFields } from "./csv-fields";
import type { ReadContext } from "./formats/format";
import { JsonWithinLines } from "./json-within-lines";
import { lineText, type NumberedLine } from "./line-limit";
import { LineSplitter } from "./line-splitter";

/** The length from which a text shows whether its first column may be `raw`. */
const SHOWS_RAW = 6;
/** A first line that has not ended by then is none of ours. */
const LONGEST_HEADER = 1024;

/**
 * Whether a text begins as the file in which Outlay gives rejected lines of JSON back: a column `raw`, and columns of ours
 * with the reasons. Null while there is too little of it to tell.
 */
export function isRejectsFile(text: string): boolean | null {
  if (text.length < SHOWS_RAW) return null;
  if (!/^"?raw"?[,;\t]/i.test(text)) return false;
  const end = text.indexOf("\n");
  if (end < 0) return text.length < LONGEST_HEADER ? null : false;
  const header = text.slice(0, end);
  return splitFields(header, sniffDelimiter(header)).slice(1).every(isColumnOfReject);
}

/** Reads such a file, mended: what stands in the column `raw` is a line of JSON, under the number of its row. */
export class RejectsReader extends JsonWithinLines {
  private delimiter: string | null = null;
  /** The number of the line of JSON that comes next. */
  private next = 1;

  constructor(forced: string | null, context: ReadContext) {
    super(new LineSplitter(true), forced, context);
  }

  protected jsonOf(rows: readonly NumberedLine[]): string {
    let json = "";
    for (const row of rows) {
      const text = lineText(row);
      if (this.delimiter === null) {
        if (text !== "") this.delimiter = sniffDelimiter(text);
        continue;
      }
      // A line break in JSON is white space: within its texts it is written as \n.
      const raw = (splitFields(text, this.delimiter)[0] as string).replaceAll(/[\r\n]/g, " ");
      json += `${"\n".repeat(row.line - this.next)}${raw}\n`;
      this.next = row.line + 1;
    }
    return json;
  }
}
