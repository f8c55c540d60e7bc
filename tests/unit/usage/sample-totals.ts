import type { BilledItem, ParsedItem, RecordItem } from "@/lib/usage/formats/format";

/**
 * Sums of a sample in exclusive token classes, as ../shared/samples/_expected.json has them, after equal identities were
 * combined the way an upload combines them. Classes that are 0 are left out.
 */
export function sampleTotals(items: readonly ParsedItem[]) {
  const records = combined(items.filter((item) => item.kind === "record"));
  const billed = items.filter((item) => item.kind === "billed");
  return {
    records: new Set([...records, ...billed].map((item) => item.identity)).size,
    requests: sum(records.map(({ record }) => record.requests ?? 0)),
    tokens: tokensOf(records),
    reasoning: sum(records.map(({ record }) => record.tokens.reasoning)),
    calls: callsOf(records),
    uncertainties: [...new Set(records.flatMap(({ record }) => record.uncertainties))].sort(),
    billed: billedTotal(billed),
  };
}

function combined(items: readonly RecordItem[]): RecordItem[] {
  const best = new Map<string, RecordItem>();
  for (const item of items) {
    const key = item.grain === "request" ? item.identity : `${best.size}`;
    const known = best.get(key);
    if (!known || item.record.tokens.output >= known.record.tokens.output) best.set(key, item);
  }
  return [...best.values()];
}

function callsOf(items: readonly RecordItem[]): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const { record } of items)
    for (const [kind, count] of Object.entries(record.calls)) sums[kind] = (sums[kind] ?? 0) + count;
  return sums;
}

function tokensOf(items: readonly RecordItem[]): Record<string, number> {
  const sums: Record<string, number> = {};
  const add = (name: string, count: number) => {
    if (count !== 0) sums[name] = (sums[name] ?? 0) + count;
  };
  for (const { record } of items) {
    const { tokens } = record;
    const [audio, image] = [tokens.audioInput - tokens.cacheReadAudio, tokens.imageInput - tokens.cacheReadImage];
    const byTtl = sum(Object.values(tokens.cacheWriteByTtl));
    add("in", tokens.input - tokens.cacheRead - tokens.cacheWrite - audio - image);
    add("in_audio", audio);
    add("in_image", image);
    add("read", tokens.cacheRead - tokens.cacheReadAudio - tokens.cacheReadImage);
    add("read_audio", tokens.cacheReadAudio);
    add("read_image", tokens.cacheReadImage);
    for (const [ttl, count] of Object.entries(tokens.cacheWriteByTtl)) add(`w${ttl}`, count);
    add("w_", tokens.cacheWrite - byTtl);
    add("out", tokens.output - tokens.audioOutput - tokens.imageOutput);
    add("out_audio", tokens.audioOutput);
    add("out_image", tokens.imageOutput);
  }
  return sums;
}

/** Exact: as whole numbers of 1e-40. */
function billedTotal(items: readonly BilledItem[]): bigint {
  return items.reduce((total, { billed }) => total + scaled(billed.amount), 0n);
}

/** An amount as a whole number of 1e-40. */
export function scaled(amount: string): bigint {
  const [whole = "0", fraction = ""] = amount.split(".");
  return BigInt(whole + fraction.padEnd(40, "0"));
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
