import type { PriceableTokens } from "@/lib/pricing/price-tokens";
import { type Instant, instantFromMicroseconds } from "@/lib/usage/instant";
import type { CostMeasure, CostName, CostTable } from "./traffic/cost-table";
import { DETAIL_COUNTS } from "./traffic/traffic-row";

/** The name behind an organisation's number; null for 0, "not stated". */
export type NameOf = (dimension: string, id: number) => string | null;

/** A row of a cost table as one usage: its sums and circumstances. */
export interface RowUsage {
  provider: string | null;
  model: string;
  /** Start of the span the usage was in. */
  timestamp: Instant;
  serviceTier: string | null;
  region: string | null;
  project: string | null;
  /** Null where records do not state it. */
  requests: bigint | null;
  tokens: PriceableTokens;
  calls: Readonly<Record<string, bigint>>;
  /** Whether the records' tokens are not known at all. */
  isMissing: boolean;
}

/** A row as it is billed. */
export interface BillableRow {
  usage: RowUsage;
  /** Starts of the spans its records' time touches. */
  spanStarts: readonly Instant[];
  /** Buckets of prompt sizes its largest prompt is in at least and at most. */
  leastContext: number;
  mostContext: number;
  /** Whether it is one record. */
  isSingle: boolean;
}

/** Reads rows of cost tables. */
export class RowReader {
  private readonly names = new Map<string, string | null>();

  constructor(private readonly nameOf: NameOf) {}

  /** A name of a row's group. */
  name(table: CostTable, group: number, name: Exclude<CostName, "rate">): string | null {
    return this.text(name, table.nameOf(group, name));
  }

  /** The name behind a number; null for 0. */
  text(dimension: string, id: number): string | null {
    if (id === 0) return null;
    const key = `${dimension} ${id}`;
    let known = this.names.get(key);
    if (known === undefined) {
      known = this.nameOf(dimension, id);
      this.names.set(key, known);
    }
    return known;
  }

  row(table: CostTable, row: number): BillableRow {
    const first = table.spanOf(row);
    const spans = table.spans.subarray(first, table.lastSpanOf(row) + 1);
    return {
      usage: this.usage(table, row),
      spanStarts: Array.from(spans, instantFromMicroseconds),
      leastContext: table.leastContextOf(row),
      mostContext: table.mostContextOf(row),
      isSingle: table.sums.records[row] === 1,
    };
  }

  private usage(table: CostTable, row: number): RowUsage {
    const group = table.groupOf(row);
    return {
      provider: this.name(table, group, "provider"),
      model: this.name(table, group, "model") ?? "",
      timestamp: instantFromMicroseconds(table.spans[table.spanOf(row)] as number),
      serviceTier: this.name(table, group, "serviceTier"),
      region: this.name(table, group, "region"),
      project: this.name(table, group, "project"),
      requests: table.kindOf(row) === "uncounted" ? null : BigInt(table.sums.requests[row] as number),
      ...tokensFrom(sumsOf(table, row), table.extras.keys()),
      isMissing: table.pricedStateOf(group) === "usageMissing",
    };
  }
}

/** Reads a row's sums. */
function sumsOf(table: CostTable, row: number): (name: string) => number {
  return (name) => (table.sums[name as CostMeasure] ?? table.extras.get(name))?.[row] ?? 0;
}

/** Tokens and calls from sums by column: COST_MEASURES, and the extra columns named. */
export function tokensFrom(
  sum: (name: string) => number,
  extras: Iterable<string>,
): Pick<RowUsage, "tokens" | "calls"> {
  const count = (name: string) => BigInt(sum(name));
  const [cacheRead, cacheWrite] = [count("cacheRead"), count("cacheWrite")];
  const detail = Object.fromEntries(DETAIL_COUNTS.map((name) => [name, count(name)])) as Record<
    (typeof DETAIL_COUNTS)[number],
    bigint
  >;
  const labels = [...extras];
  return {
    tokens: {
      input: count("inputUncached") + cacheRead + cacheWrite,
      cacheRead,
      cacheWrite,
      output: count("output"),
      reasoning: count("reasoning"),
      ...detail,
      cacheWriteByTtl: byLabel(labels, "ttl:", sum),
    },
    calls: byLabel(labels, "call:", sum),
  };
}

function byLabel(names: readonly string[], prefix: string, sum: (name: string) => number): Record<string, bigint> {
  const counts: Record<string, bigint> = {};
  for (const name of names) {
    const value = name.startsWith(prefix) ? sum(name) : 0;
    if (value) counts[name.slice(prefix.length)] = BigInt(value);
  }
  return counts;
}

/** Sums of two counts of tokens. */
export function addTokens(a: PriceableTokens, b: PriceableTokens): PriceableTokens {
  return {
    input: a.input + b.input,
    cacheRead: a.cacheRead + b.cacheRead,
    cacheWrite: a.cacheWrite + b.cacheWrite,
    cacheWriteByTtl: addByName(a.cacheWriteByTtl, b.cacheWriteByTtl),
    output: a.output + b.output,
    reasoning: a.reasoning + b.reasoning,
    audioInput: a.audioInput + b.audioInput,
    imageInput: a.imageInput + b.imageInput,
    cacheReadAudio: a.cacheReadAudio + b.cacheReadAudio,
    cacheReadImage: a.cacheReadImage + b.cacheReadImage,
    audioOutput: a.audioOutput + b.audioOutput,
    imageOutput: a.imageOutput + b.imageOutput,
  };
}

/** Sums of counts by name. */
export function addByName(
  a: Readonly<Record<string, bigint>>,
  b: Readonly<Record<string, bigint>>,
): Record<string, bigint> {
  const sums: Record<string, bigint> = { ...a };
  for (const name in b) sums[name] = (sums[name] ?? 0n) + (b[name] ?? 0n);
  return sums;
}
