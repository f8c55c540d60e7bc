import type { MatchedModel } from "@/lib/pricing/match-model";
import type { PriceBook } from "@/lib/pricing/price-book";
import { cardHolds } from "@/lib/pricing/rate-card";
import type { Instant } from "@/lib/usage/instant";
import type { Bounds } from "./moved-sums";
import { addByName, addTokens, type BillableRow } from "./row-usage";

/** Moved traffic that is alike on every model. */
export interface RankedRow {
  /** The model it is on now; null when that is not known, or does not matter. */
  own: MatchedModel | null;
  /** Whether it is sent to the service tier it has. */
  keepsTier: boolean;
  share: bigint;
  /** Which classes its records use. */
  classes: string;
  billable: BillableRow;
  traffic: { requests: bigint; tokens: bigint; now: Bounds | null };
}

/** Rows that are alike but for their time, merged where times with the same key have the same prices. */
export function rankedRows(rows: readonly RankedRow[], timeKey: (start: Instant) => string): RankedRow[] {
  return merge(rows, (row) => `${modelKey(row)}\n${row.keepsTier}\n${circumstances(row, timeKey)}`);
}

/** The same, merged whatever model they are on now: for models that none of them is on. */
export function withoutModels(rows: readonly RankedRow[], timeKey: (start: Instant) => string): RankedRow[] {
  return merge(rows, (row) => circumstances(row, timeKey)).map((row) => ({ ...row, own: null }));
}

/** Which of the models' dated and time-of-day cards hold at an instant: where it is the same, so are all prices. */
export function cardsInForce(book: PriceBook, models: readonly MatchedModel[]): (start: Instant) => string {
  const cards = models
    .flatMap((match) => book.cardsOf(match.provider, match.model))
    .filter(({ validFrom, validTo, window }) => validFrom !== null || validTo !== null || window !== null);
  const keys = new Map<Instant, string>();
  return (start) => {
    let key = keys.get(start);
    if (key === undefined) {
      key = `${book.periodOf(start)}:${cards.map((card) => (cardHolds(card, start) ? 1 : 0)).join("")}`;
      keys.set(start, key);
    }
    return key;
  };
}

function modelKey({ own }: RankedRow): string {
  return own ? `${own.seller}\n${own.provider}\n${own.model}` : "";
}

function circumstances({ billable, share, classes, traffic }: RankedRow, timeKey: (start: Instant) => string): string {
  const { usage, spanStarts, leastContext, mostContext } = billable;
  const times =
    spanStarts.length === 1
      ? timeKey(spanStarts[0] as Instant)
      : [...new Set(spanStarts.map(timeKey))].sort().join(",");
  return [
    ...[usage.serviceTier, usage.region, usage.project, usage.requests === null, usage.isMissing],
    ...[share, leastContext, mostContext, classes, traffic.now === null, times],
  ].join("\n");
}

function merge(rows: readonly RankedRow[], keyOf: (row: RankedRow) => string): RankedRow[] {
  const merged = new Map<string, RankedRow>();
  for (const row of rows) {
    const key = keyOf(row);
    const before = merged.get(key);
    merged.set(key, before ? together(before, row) : row);
  }
  return [...merged.values()];
}

function together(a: RankedRow, b: RankedRow): RankedRow {
  const usage = a.billable.usage;
  const other = b.billable.usage;
  return {
    ...a,
    billable: {
      ...a.billable,
      isSingle: false,
      usage: {
        ...usage,
        requests: usage.requests === null || other.requests === null ? null : usage.requests + other.requests,
        tokens: addTokens(usage.tokens, other.tokens),
        calls: addByName(usage.calls, other.calls),
      },
    },
    traffic: {
      requests: a.traffic.requests + b.traffic.requests,
      tokens: a.traffic.tokens + b.traffic.tokens,
      now: a.traffic.now && b.traffic.now && addBoth(a.traffic.now, b.traffic.now),
    },
  };
}

function addBoth(a: Bounds, b: Bounds): Bounds {
  return { low: a.low + b.low, high: a.high + b.high };
}
