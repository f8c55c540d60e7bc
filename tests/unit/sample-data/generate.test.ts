import { expect, test } from "vitest";
import { generateSampleRecords, SAMPLE_DAYS } from "@/lib/sample-data/generate";

const END = new Date("2026-11-24T12:30:00Z");

interface Line {
  id: string;
  timestamp: string;
  model: string;
  serviceTier: string | null;
  tokens: { input: number; cacheRead: number; cacheWrite: number; output: number; reasoning: number };
}

const records = [...generateSampleRecords(END)] as unknown as Line[];

test("the same end gives the same records, with ids of their own", () => {
  expect([...generateSampleRecords(END)]).toEqual(records);
  expect(new Set(records.map((record) => record.id)).size).toBe(records.length);
});

test("records run in order over 90 days and stop at the end", () => {
  const times = records.map((record) => Date.parse(record.timestamp));
  expect(times).toEqual([...times].sort((a, b) => a - b));
  expect(times.at(-1)).toBeLessThan(END.getTime());
  expect(new Set(records.map((record) => record.timestamp.slice(0, 10))).size).toBe(SAMPLE_DAYS);
});

test("every record is possible usage", () => {
  for (const { tokens } of records) {
    expect(tokens.cacheRead + tokens.cacheWrite).toBeLessThanOrEqual(tokens.input);
    expect(tokens.reasoning).toBeLessThanOrEqual(tokens.output);
  }
});

test("there is something to see: batch traffic, caching, prompts beyond 272,000 tokens, an unknown model, a spike", () => {
  expect(records.some((record) => record.serviceTier === "batch")).toBe(true);
  expect(records.some((record) => record.tokens.cacheRead > 0)).toBe(true);
  expect(records.filter((record) => record.tokens.input > 272_000).length).toBeGreaterThan(5);
  expect(records.some((record) => record.model === "acme-large-preview")).toBe(true);
  const perDay = new Map<string, number>();
  for (const { timestamp } of records) {
    const day = timestamp.slice(0, 10);
    perDay.set(day, (perDay.get(day) ?? 0) + 1);
  }
  const counts = [...perDay.values()].sort((a, b) => a - b);
  const median = counts[Math.floor(counts.length / 2)] ?? 0;
  expect(counts.at(-1)).toBeGreaterThan(1.4 * median);
});
