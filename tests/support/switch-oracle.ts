import { resolveModel } from "@/lib/catalogue/resolve-model";
import type { MatchedModel } from "@/lib/pricing/match-model";
import { priceOfModel, priceUsage } from "@/lib/pricing/price";
import { type PriceBook, serviceTierName } from "@/lib/pricing/price-book";
import { exactCounts, priceableTokens } from "@/lib/pricing/priceable-tokens";
import type { Filters } from "@/lib/spend/dimensions";
import { instantFromDate } from "@/lib/usage/instant";
import type { UsageRecord } from "@/lib/usage/usage-record";
import { hourOfDay } from "./hour-of-day";
import type { AskedInMemory } from "./memory-traffic";

/** Bounds in femto-USD times 1,000,000, as shares leave them. */
export interface OracleBounds {
  low: bigint;
  high: bigint;
}

/** What a naive reading of a what-if says, record by record: no groups, no edges, no sums of tokens. */
export interface OracleAnswer {
  baseline: OracleBounds;
  result: OracleBounds;
  moves: { baseline: OracleBounds; result: OracleBounds; records: number; unpricedThere: number; undecided: number }[];
  /** Which move's split each record is of; null: it stays. */
  splitOf: (number | null)[];
}

const MILLION = 1_000_000n;

/** Answers by going through records one after another. */
export function oracleAnswer(book: PriceBook, records: readonly UsageRecord[], asked: AskedInMemory): OracleAnswer {
  const at = instantFromDate(asked.from ?? new Date("2026-11-01T00:00:00Z"));
  const targets = asked.moves.map(({ toModel }) => matched(book, toModel, at));
  const moves = asked.moves.map(() => ({
    baseline: none(),
    result: none(),
    records: 0,
    unpricedThere: 0,
    undecided: 0,
  }));
  const [baseline, result] = [none(), none()];
  const splitOf: (number | null)[] = [];
  for (const record of records) {
    if (!isInScope(record, asked)) {
      splitOf.push(null);
      continue;
    }
    const now = priced(record, () => priceUsage(book, usageAt(record, asked)));
    add(baseline, now, MILLION);
    const choice = firstMatch(book, record, asked, records);
    splitOf.push(choice.kind === "in" ? choice.split : null);
    let left = MILLION;
    for (const [index, move] of asked.moves.entries()) {
      if (choice.kind === "stays" || selectionOf(asked, index) !== selectionOf(asked, choice.split)) continue;
      const sums = moves[index] as (typeof moves)[number];
      if (choice.kind === "undecided") {
        sums.undecided += record.requests ?? 1;
        continue;
      }
      const share = move.share ?? MILLION;
      left -= share;
      const there = costThere(book, record, asked, {
        target: targets[index] as MatchedModel,
        toServiceTier: move.toServiceTier ?? null,
        now,
      });
      add(sums.baseline, now, share);
      add(sums.result, there, share);
      add(result, there, share);
      sums.records += 1;
      if (!there) sums.unpricedThere += 1;
    }
    add(result, now, left);
  }
  return { baseline, result, moves, splitOf };
}

/** Tokens (input and output) and requests on a model in each minute since 1970, with the moves; shares as numbers. */
export function oracleMinutes(
  book: PriceBook,
  records: readonly UsageRecord[],
  asked: AskedInMemory,
  target: string,
): Map<number, { tokens: number; requests: number }> {
  const at = instantFromDate(asked.from ?? new Date("2026-11-01T00:00:00Z"));
  const model = matched(book, target, at);
  const minutes = new Map<number, { tokens: number; requests: number }>();
  for (const record of records) {
    const isThere = isOn(book, record, model);
    const choice = isInScope(record, asked) ? firstMatch(book, record, asked, records) : ({ kind: "stays" } as const);
    let millionths = isThere && serviceTierName(record.serviceTier) !== "batch" ? 1_000_000 : 0;
    for (const [index, move] of asked.moves.entries()) {
      if (choice.kind !== "in" || selectionOf(asked, index) !== selectionOf(asked, choice.split)) continue;
      const share = Number(move.share ?? MILLION);
      if (isThere && serviceTierName(record.serviceTier) !== "batch") millionths -= share;
      const to = matched(book, move.toModel, at);
      const tier = serviceTierName(move.toServiceTier ?? record.serviceTier);
      if (to.model === model.model && to.seller === model.seller && tier !== "batch") millionths += share;
    }
    const minute = Math.floor(record.timestamp / 60_000_000);
    const sums = minutes.get(minute) ?? { tokens: 0, requests: 0 };
    sums.tokens += (record.tokens.input + record.tokens.output) * millionths;
    sums.requests += (record.requests ?? 0) * millionths;
    minutes.set(minute, sums);
  }
  return minutes;
}

type Match = { kind: "stays" } | { kind: "in" | "undecided"; split: number };

function firstMatch(
  book: PriceBook,
  record: UsageRecord,
  asked: AskedInMemory,
  records: readonly UsageRecord[],
): Match {
  const names = new Set(records.map(({ model }) => model));
  for (const [split, { fromModel = null, where }] of asked.moves.entries()) {
    if (fromModel !== null) {
      const isName = names.has(fromModel);
      const at = instantFromDate(asked.from ?? new Date("2026-11-01T00:00:00Z"));
      if (isName ? record.model !== fromModel : !isOn(book, record, matched(book, fromModel, at))) continue;
    }
    const sizes = where ? within(record, where, asked.timeZone ?? "UTC") : "in";
    if (sizes === "out" || (where && !hasNames(record, where.only))) continue;
    return { kind: sizes, split };
  }
  return { kind: "stays" };
}

function within(
  record: UsageRecord,
  where: NonNullable<AskedInMemory["moves"][number]["where"]>,
  zone: string,
): "in" | "out" | "undecided" {
  const isRequest = record.requests === 1;
  let outcome: "in" | "undecided" = "in";
  for (const [size, least, most] of [
    [record.tokens.input, where.minInput ?? 0, where.maxInput ?? Number.POSITIVE_INFINITY],
    [record.tokens.output, where.minOutput ?? 0, where.maxOutput ?? Number.POSITIVE_INFINITY],
  ] as const) {
    if (isRequest && (size < least || size > most)) return "out";
    if (isRequest) continue;
    if (size < least) return "out";
    if (least > 0 || size > most) outcome = "undecided";
  }
  if (!where.hours) return outcome;
  const start = record.timestamp / 1000;
  const end = isRequest || record.endTimestamp === null ? start + 1 : record.endTimestamp / 1000;
  const hits = new Set<boolean>();
  for (let at = start; at < end; at += 300_000) hits.add(where.hours.includes(hourOfDay(at, zone)));
  // The last hour may have begun less than a step ago.
  hits.add(where.hours.includes(hourOfDay(end - 1, zone)));
  if (!hits.has(true)) return "out";
  return hits.has(false) ? "undecided" : outcome;
}

function hasNames(record: UsageRecord, only: Filters): boolean {
  return (Object.entries(only) as [string, readonly (string | null)[]][]).every(([dimension, values]) => {
    const value = dimension.startsWith("tag.")
      ? (record.tags[dimension.slice(4)] ?? null)
      : (record[dimension as "project"] ?? null);
    return values.includes(value);
  });
}

function isInScope(record: UsageRecord, { filters = {}, not = {} }: AskedInMemory): boolean {
  const excluded = (Object.entries(not) as [string, readonly (string | null)[]][]).some(([dimension, values]) =>
    hasNames(record, { [dimension]: values }),
  );
  return hasNames(record, filters) && !excluded;
}

function selectionOf({ moves }: AskedInMemory, index: number): string {
  const { fromModel = null, where } = moves[index] as AskedInMemory["moves"][number];
  return JSON.stringify([fromModel, where ?? { only: {} }]);
}

function costThere(
  book: PriceBook,
  record: UsageRecord,
  asked: AskedInMemory,
  { target, toServiceTier, now }: { target: MatchedModel; toServiceTier: string | null; now: OracleBounds | null },
): OracleBounds | null {
  const keepsTier = toServiceTier === null || serviceTierName(toServiceTier) === serviceTierName(record.serviceTier);
  if (keepsTier && isOn(book, record, target)) return now;
  return priced(record, () =>
    priceOfModel(book, target, { ...usageAt(record, asked), serviceTier: toServiceTier ?? record.serviceTier }),
  );
}

function priced(record: UsageRecord, price: () => ReturnType<typeof priceUsage>): OracleBounds | null {
  if (record.uncertainties.includes("usage_missing")) return null;
  const outcome = price();
  if (outcome.kind === "unpriced") return null;
  return outcome.kind === "priced"
    ? { low: outcome.cost, high: outcome.cost }
    : { low: outcome.low, high: outcome.high };
}

function isOn(book: PriceBook, record: UsageRecord, model: MatchedModel): boolean {
  const match = book.match(record.provider, record.model, record.timestamp);
  return match.kind === "matched" && match.seller === model.seller && match.model === model.model;
}

const WEEK = 7 * 86_400_000_000;

/**
 * A record as it is priced. At the prices of a fixed time it is as if it had been at the same time of the same weekday, of
 * the week that is nearest to that: right wherever no price changes within half a week of it, and no aggregate is so long.
 */
function usageAt(record: UsageRecord, { prices }: AskedInMemory) {
  const usage = { ...record, tokens: priceableTokens(record.tokens), calls: exactCounts(record.calls) };
  if (prices?.kind !== "fixed") return usage;
  const shift = Math.round((prices.at - record.timestamp) / WEEK) * WEEK;
  const shifted = (at: number) => (at + shift) as UsageRecord["timestamp"];
  const { timestamp, endTimestamp } = record;
  return {
    ...usage,
    timestamp: shifted(timestamp),
    endTimestamp: endTimestamp === null ? null : shifted(endTimestamp),
  };
}

function matched(book: PriceBook, name: string, at: ReturnType<typeof instantFromDate>): MatchedModel {
  const match = resolveModel(book, name, at);
  if (match.kind === "unknown") throw new Error(`${name}: ${match.reason}`);
  return match;
}

function none(): OracleBounds {
  return { low: 0n, high: 0n };
}

function add(into: OracleBounds, bounds: OracleBounds | null, share: bigint): void {
  if (!bounds) return;
  into.low += bounds.low * share;
  into.high += bounds.high * share;
}
