import type { ParsedItem, ReadContext } from "./formats/format";
import { JsonReader } from "./json-reader";
import type { NumberedLine } from "./line-limit";
import type { LineSplitter } from "./line-splitter";

/** Reads text in whose lines JSON stands among other things: it is read as lines of JSON with their numbers. */
export abstract class JsonWithinLines {
  private readonly json: JsonReader;
  readonly header = null;

  constructor(
    private readonly lines: LineSplitter,
    forced: string | null,
    context: ReadContext,
  ) {
    this.json = new JsonReader(forced, context, "lines");
  }

  push(text: string): ParsedItem[] {
    return this.json.push(this.jsonOf(this.lines.push(text)));
  }

  end(): ParsedItem[] {
    const items = this.json.push(this.jsonOf(this.lines.end()));
    items.push(...this.json.end());
    return items;
  }

  get format(): string | null {
    return this.json.format;
  }

  get ignored(): number {
    return this.json.ignored;
  }

  /** Lines of JSON, each under the number of the line it stands in. */
  protected abstract jsonOf(lines: readonly NumberedLine[]): string;
}
