import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ParsedItem } from "@/lib/usage/formats/format";
import { KEPT_OF_REJECT } from "@/lib/usage/line-limit";
import { MAPPED_CSV } from "@/lib/usage/mapping/mapped-csv";
import { FORMAT_NAMES } from "@/lib/usage/open-parser";
import { UnrecognisedFormat } from "@/lib/usage/unrecognised-format";
import { findImpossibleUsage } from "@/lib/usage/validate";
import { parse } from "./parse";
import { SPECIMENS, type Specimen } from "./specimens";

test("every format has a specimen", () => {
  const adapters = FORMAT_NAMES.filter((name) => name !== MAPPED_CSV);
  const missing = adapters.filter((name) => !SPECIMENS.some(({ format }) => format === name));
  expect(missing, "give these a sample, or a few lines in specimens.ts").toEqual([]);
});

/** What takes the place of a value: nothing, nonsense, the wrong type, too much, names with a meaning of their own. */
const ODD = [
  ...[null, true, [], {}, [null], "", " ", "x", "NaN", "-1", "1e999", "0x10", "1,000", "٣", "\u0000", "\ud800"],
  ...[-1, 0, 1, 1.5, 2 ** 53, 1e21, 1e308, "constructor", "__proto__", "2026-02-30", "0001-01-01T00:00:00Z"],
  ...["=1+1", "<synthetic>", "message", "list", "page", "9".repeat(400), "a".repeat(70_000), " ".repeat(50_000)],
  ...["1.".repeat(20_000), "a,".repeat(20_000), "ft:".repeat(20_000), "-".repeat(50_000), "2026-".repeat(10_000)],
];
const odd = fc.constantFrom<unknown>(...ODD);

/** Where a change is made, in parts of all there are. */
const place = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });

/** A change of one value of a text: another value, or none. */
const change = fc.record({ at: place, value: odd, how: fc.constantFrom("replace", "delete", "repeat") });

describe.each(SPECIMENS)("$name", (specimen) => {
  test("as it is", () => {
    const result = parse(specimen.text);
    expect(result.format).toBe(specimen.format);
    expect(result.items.filter((item) => item.kind === "reject")).toEqual([]);
    check(specimen.text, specimen.lines);
  });

  test("with other values", () => {
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
        check(
          changes.reduce((text, one) => changed(specimen, text, one), specimen.text),
          specimen.lines,
        );
      }),
      { numRuns: 100 },
    );
  }, 60_000);

  test("with other bytes, cut off, or twice", () => {
    const bytes = Buffer.from(specimen.text);
    const flips = fc.array(fc.tuple(place, fc.nat(255)), { maxLength: 20 });
    fc.assert(
      fc.property(flips, place, fc.integer({ min: 1, max: 3 }), (changes, cut, times) => {
        const mutated = Buffer.from(bytes);
        for (const [at, byte] of changes) mutated[Math.floor(at * mutated.length)] = byte;
        check(Buffer.concat(new Array(times).fill(mutated)).subarray(0, Math.ceil(cut * bytes.length * times)), false);
      }),
      { numRuns: 100 },
    );
  }, 60_000);
});

/** Makes a change to a text of JSON or CSV. */
function changed({ format, name }: Specimen, text: string, one: { at: number; value: unknown; how: string }): string {
  if (format.endsWith("csv") || name.endsWith(".csv")) return changedCsv(text, one);
  const isDocument = name.endsWith(".json");
  const values = isDocument ? [text] : text.split("\n");
  const index = Math.floor(one.at * values.length);
  const json = /^(data: )?(.*)$/s.exec(values[index] ?? "");
  if (!json?.[2]?.startsWith("{")) return text;
  const value: unknown = JSON.parse(json[2]);
  const leaves = placesIn(value);
  const leaf = leaves[Math.floor(((one.at * values.length) % 1) * leaves.length)];
  if (leaf) apply(leaf, one);
  values[index] = (json[1] ?? "") + JSON.stringify(value);
  return values.join("\n");
}

interface Place {
  holder: Record<string, unknown>;
  name: string;
}

function placesIn(value: unknown): Place[] {
  if (typeof value !== "object" || value === null) return [];
  const holder = value as Record<string, unknown>;
  return Object.keys(holder).flatMap((name) => [{ holder, name }, ...placesIn(holder[name])]);
}

function apply({ holder, name }: Place, { value, how }: { value: unknown; how: string }): void {
  if (how === "delete") delete holder[name];
  else if (how === "repeat") holder[name] = [holder[name], holder[name]];
  else holder[name] = value;
}

function changedCsv(text: string, { at, value, how }: { at: number; value: unknown; how: string }): string {
  const cells = text.split(/(?<=[,\n])|(?=\n)/);
  const index = Math.floor(at * cells.length);
  const cell = cells[index] ?? "";
  const end = /[,\n]$/.exec(cell)?.[0] ?? "";
  const written = typeof value === "string" ? value : JSON.stringify(value);
  const quoted = `"${written.replaceAll('"', '""')}"`;
  cells[index] = how === "delete" ? end : how === "repeat" ? `${cell}${cell}` : `${at > 0.5 ? quoted : written}${end}`;
  return cells.join("");
}

/**
 * Whatever a text is, it ends in valid items or is refused as a whole; pieces of any size lead to the same; and, where every
 * line has an outcome of its own, none is missing.
 */
function check(text: string | Uint8Array, lines: boolean): void {
  const whole = outcome(text);
  expect(outcome(text, 997)).toEqual(whole);
  if (typeof whole === "string") return;
  for (const item of whole.items) checkItem(item);
  if (!lines || typeof text !== "string") return;
  const told = new Set(whole.items.map((item) => item.line)).size + whole.ignored;
  const { fewest, most } = countLines(text);
  expect(told).toBeGreaterThanOrEqual(fewest);
  expect(told).toBeLessThanOrEqual(most);
}

function outcome(text: string | Uint8Array, size?: number) {
  try {
    return parse(text, size);
  } catch (error) {
    expect(error).toBeInstanceOf(UnrecognisedFormat);
    return (error as UnrecognisedFormat).message;
  }
}

/**
 * Lines that say something; of CSV those under the header, where a row may stand over several. One with a broken quote is
 * seen line by line.
 */
function countLines(text: string): { fewest: number; most: number } {
  const count = (lines: string[]) => lines.filter((line) => line.trim() !== "").length;
  const most = count(text.split("\n"));
  if (text.trimStart().startsWith("{")) return { fewest: most, most };
  return { fewest: count(text.split(/\r?\n(?=(?:[^"]*"[^"]*")*[^"]*$)/)) - 1, most: most - 1 };
}

function checkItem(item: ParsedItem): void {
  expect(item.line).toBeGreaterThan(0);
  switch (item.kind) {
    case "record":
      expect(item.identity).not.toBe("");
      expect(findImpossibleUsage(item.record.tokens)).toBeNull();
      for (const count of countsOf(item.record)) expect(Number.isSafeInteger(count) && count >= 0).toBe(true);
      expect(item.record.timestamp).toBeGreaterThan(0);
      expect(typeof item.record.model).toBe("string");
      return;
    case "billed":
      expect(item.billed.amount).toMatch(/^-?\d+(\.\d+)?$/);
      expect(item.billed.endTimestamp).toBeGreaterThan(item.billed.timestamp);
      return;
    case "reject":
      expect(item.code).not.toBe("");
      expect(item.message).not.toBe("");
      expect(item.raw.length).toBeLessThanOrEqual(KEPT_OF_REJECT);
  }
}

function countsOf({ tokens, calls, requests }: { tokens: object; calls: object; requests: number | null }): number[] {
  const { cacheWriteByTtl, ...plain } = tokens as { cacheWriteByTtl: object };
  return [...Object.values(plain), ...Object.values(cacheWriteByTtl), ...Object.values(calls), requests ?? 0];
}
