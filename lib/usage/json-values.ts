import { KEPT_OF_LONG_LINE, LONGEST_LINE, type NumberedLine, tooLongLine } from "./line-limit";

/**
 * Cuts a JSON document into values without holding it: the elements of a top-level array, or top-level values one after
 * another (pretty-printed ones too). `line` is the line a value begins on.
 */
export class JsonValueSplitter {
  /** What earlier pieces hold of the value that has begun; only its beginning once it is too long. */
  private begun = "";
  private beginning = "";
  private depth = 0;
  private inString = false;
  private escaped = false;
  private line = 1;
  private startLine = 1;
  private inArray: boolean | null = null;
  private skipping = false;

  push(text: string): NumberedLine[] {
    const values: NumberedLine[] = [];
    /** Where the current value begins, or goes on, in this piece. */
    let from = 0;
    for (let at = 0; at < text.length; at += 1) {
      const character = text.charCodeAt(at);
      if (character === 10) this.line += 1;
      if (this.inString) {
        this.stringCharacter(character);
        continue;
      }
      if (this.depth === 0 && isBetweenValues(character)) {
        if (this.begun !== "" || at > from) values.push(this.value(text.slice(from, at)));
        from = at + 1;
        continue;
      }
      if (this.depth === 0 && this.begun === "" && at === from) this.startLine = this.line;
      if (character === 34) this.inString = true;
      else if (character === 91 && this.inArray === null) {
        this.inArray = true;
        from = at + 1;
        continue;
      } else if (character === 123 || character === 91) this.depth += 1;
      else if (character === 125 || character === 93) {
        if (this.depth === 0) {
          if (this.begun !== "" || at > from) values.push(this.value(text.slice(from, at)));
          from = at + 1;
          continue;
        }
        this.depth -= 1;
        if (this.depth === 0) {
          values.push(this.value(text.slice(from, at + 1)));
          from = at + 1;
        }
      }
      this.inArray ??= false;
    }
    this.goOn(text.slice(from));
    return values;
  }

  /** What is left when the text ends: a value cut off, if any. */
  end(): NumberedLine[] {
    const text = this.begun.trim();
    return text === "" ? [] : [valueOn(this.startLine, text, this.skipping)];
  }

  private stringCharacter(character: number): void {
    if (this.escaped) this.escaped = false;
    else if (character === 92) this.escaped = true;
    else if (character === 34) this.inString = false;
  }

  /** What this piece holds of a value that has not ended. */
  private goOn(text: string): void {
    if (this.skipping) return;
    this.begun += text;
    this.beginning += text.slice(0, KEPT_OF_LONG_LINE - this.beginning.length);
    if (this.begun.length <= LONGEST_LINE) return;
    this.skipping = true;
    this.begun = this.beginning;
  }

  /** The value that ends with these characters. */
  private value(last: string): NumberedLine {
    const text = (this.begun + last).trim();
    const value = valueOn(this.startLine, text, this.skipping || text.length > LONGEST_LINE);
    this.begun = "";
    this.beginning = "";
    this.skipping = false;
    return value;
  }
}

function valueOn(line: number, text: string, tooLong: boolean): NumberedLine {
  return tooLong ? tooLongLine(line, text) : { line, text, start: 0, end: text.length, tooLong };
}

/** White space, commas and record separators between values. */
function isBetweenValues(character: number): boolean {
  return (
    character === 32 || character === 9 || character === 10 || character === 13 || character === 44 || character === 30
  );
}
