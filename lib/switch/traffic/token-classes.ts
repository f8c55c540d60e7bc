import type { PieceRecords } from "./piece-records";
import { workingIntegers } from "./working-arrays";

/** Numbers of classes below this are of traffic that uses common classes only. */
export const COMMON_CLASSES = 2 ** 6;

/**
 * Numbers the sets of token classes (and calls) that records use at all: a missing rate leaves the records that need it
 * unpriced, and only those.
 */
export class TokenClasses {
  /** What each number stands for, the same in every piece. */
  readonly names: string[] = Array.from({ length: COMMON_CLASSES }, (_, bits) => String(bits));
  private readonly uncached: Float64Array;
  private readonly read: Float64Array;
  private readonly written: Float64Array;
  private readonly output: Float64Array;
  private readonly reasoning: Float64Array;
  private readonly extras: { name: string; isTtl: boolean; values: Float64Array }[];
  private readonly parts: Readonly<Record<string, Float64Array>>;
  private readonly byName = new Map<string, number>();

  constructor(piece: PieceRecords) {
    this.uncached = piece.column("inputUncached");
    this.read = piece.column("cacheRead");
    this.written = piece.column("cacheWrite");
    this.output = piece.column("output");
    this.reasoning = piece.column("reasoning");
    this.extras = piece.extras.map((name) => ({
      name,
      isTtl: name.startsWith("ttl:"),
      values: piece.column(name),
    }));
    this.parts = Object.fromEntries(this.extras.map(({ name, values }) => [name, values]));
  }

  /** The number of the classes that each record uses, in an array to work with. */
  ofAll(): Int32Array {
    const { uncached, read, written, output, reasoning } = this;
    const numbers = workingIntegers(uncached.length);
    for (let row = 0; row < numbers.length; row += 1) {
      numbers[row] = common(
        uncached[row] as number,
        read[row] as number,
        written[row] as number,
        output[row] as number,
        reasoning[row] as number,
      );
    }
    if (this.extras.length === 0) return numbers;
    for (let row = 0; row < numbers.length; row += 1) numbers[row] = this.withExtras(row);
    return numbers;
  }

  private withExtras(row: number): number {
    const written = this.written[row] as number;
    const output = this.output[row] as number;
    const reasoning = this.reasoning[row] as number;
    const part = (name: string) => this.parts[name]?.[row] ?? 0;
    const freshAudio = part("audioInput") - part("cacheReadAudio");
    const freshImage = part("imageInput") - part("cacheReadImage");
    let unnamed = written;
    let used = "";
    for (const { name, isTtl, values } of this.extras) {
      const value = values[row] as number;
      if (value === 0) continue;
      used += ` ${name}`;
      if (isTtl) unnamed -= value;
    }
    const bits = common(
      (this.uncached[row] as number) - freshAudio - freshImage,
      (this.read[row] as number) - part("cacheReadAudio") - part("cacheReadImage"),
      unnamed,
      output - part("audioOutput") - part("imageOutput"),
      reasoning,
    );
    if (used === "") return bits;
    return this.named(`${bits}${used}${freshAudio > 0 ? " freshAudio" : ""}${freshImage > 0 ? " freshImage" : ""}`);
  }

  private named(name: string): number {
    const known = this.byName.get(name);
    if (known !== undefined) return known;
    const number = this.names.length;
    this.names.push(name);
    this.byName.set(name, number);
    return number;
  }
}

function common(uncached: number, read: number, written: number, output: number, reasoning: number): number {
  return (
    (uncached > 0 ? 1 : 0) |
    (read > 0 ? 2 : 0) |
    (written > 0 ? 4 : 0) |
    (output > 0 ? 8 : 0) |
    (reasoning > 0 ? 16 : 0) |
    (output > reasoning ? 32 : 0)
  );
}
