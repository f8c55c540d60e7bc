import { type ParsedTime, parseTime } from "../parse-timestamp";
import { readCount, type UsageProblem } from "../validate";
import { type Reading, reject } from "./format";

/** Fields by name, wherever they stand: in the columns of a CSV row or in a JSON object. */
export abstract class NamedFields {
  protected problem: UsageProblem | null = null;

  /** `nothing`: texts that stand for nothing in a format. */
  constructor(private readonly nothing: ReadonlySet<string> = NO_TEXTS) {}

  /** Whether there is such a field at all, whatever it says. */
  abstract has(name: string): boolean;

  /** What a field says, without white space around it; "" where it says nothing or there is no such field. */
  text(name: string): string {
    const text = this.stated(name);
    return this.nothing.has(text) ? "" : text;
  }

  /** The same, before it is known whether it stands for nothing. */
  protected abstract stated(name: string): string;

  /** The first of these fields that says something; null when none does. */
  name(...names: readonly string[]): string | null {
    for (const name of names) {
      const text = this.text(name);
      if (text !== "") return text;
    }
    return null;
  }

  /** A count; 0 where the field says nothing. What is wrong with it is kept for `rejected`. */
  count(name: string): number {
    const stated = this.text(name);
    if (stated === "") return 0;
    const read = readCount(name, stated);
    if (typeof read === "number") return read;
    this.problem ??= read;
    return 0;
  }

  /** The first of these counts that is stated; null when none is. */
  statedCount(...names: readonly string[]): number | null {
    const name = names.find((one) => this.text(one) !== "");
    return name === undefined ? null : this.count(name);
  }

  /** A time; null where there is none. */
  time(name: string): ParsedTime | null {
    return parseTime(this.text(name));
  }

  /** Why the fields cannot be taken, if a count read from them was none. */
  get rejected(): Reading | null {
    return this.problem && reject(this.problem.field, this.problem.code, this.problem.message);
  }
}

const NO_TEXTS: ReadonlySet<string> = new Set();
