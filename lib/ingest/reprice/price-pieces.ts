import "server-only";
import { pool } from "@/lib/db/pool";
import type { PriceBook } from "@/lib/pricing/price-book";
import { type Pricer, pricerOf, type StoredPrice } from "@/lib/pricing/pricer";
import { type RateCardJson, rateCardFromJson } from "@/lib/pricing/rate-card";
import { type KeptPrice, repriceRecord } from "@/lib/pricing/reprice-record";
import type { EffectPrice, RepriceEffect } from "@/lib/spend/reprice-effect";
import { monthsOf } from "./months";
import { readRecordsOfDay, type StoredPriced } from "./read-records";
import { daysInScope, type ResolvedScope } from "./reprice-scope";

/** A stored record and the price it would get. */
export interface Change {
  stored: StoredPriced;
  price: StoredPrice;
}

/** Records that were looked at, of one day: those that keep their price, and the others. */
export interface Piece {
  day: string;
  /** How many of them count. */
  records: number;
  unchanged: StoredPriced[];
  changes: Change[];
}

/** How many records a scope may hold, and its records priced anew piece by piece. */
export interface PricedScope {
  total: number;
  pieces(): AsyncGenerator<Piece>;
}

/** Prices the stored records of a scope with a book; nothing is changed. */
export async function priceScope(scope: ResolvedScope, book: PriceBook): Promise<PricedScope> {
  const days = await daysInScope(scope);
  const rates = new KeptRates(scope.organizationId);
  const pricer = pricerOf(book);
  return {
    total: days.reduce((sum, { records }) => sum + records, 0),
    async *pieces() {
      for (const { day } of days) {
        for await (const records of readRecordsOfDay(scope, day)) {
          await rates.load(records);
          yield pricePiece(day, records, pricer, rates);
        }
      }
    },
  };
}

function pricePiece(day: string, records: readonly StoredPriced[], pricer: Pricer, rates: KeptRates): Piece {
  const piece: Piece = { day, records: records.filter(({ isAside }) => !isAside).length, unchanged: [], changes: [] };
  for (const stored of records) {
    const price = repriceRecord(pricer, stored.record, { ...stored.kept, applied: rates.of(stored.rateId) });
    if (price) piece.changes.push({ stored, price });
    else piece.unchanged.push(stored);
  }
  return piece;
}

/** Adds a piece's records that count to an effect; `earlier` are the prices that records had before an interrupted run changed them. */
export function addToEffect(
  effect: RepriceEffect,
  { unchanged, changes }: Piece,
  timeZone: string,
  earlier: ReadonlyMap<string, EffectPrice> | null = null,
): void {
  const month = monthsOf(timeZone);
  const sized = ({ requests, tokens, provider, model, timestamp }: StoredPriced["record"]) => {
    return { requests, tokens: tokens.input + tokens.output, provider, model, month: month(timestamp) };
  };
  for (const { key, record, kept, isAside } of unchanged) {
    if (isAside) continue;
    const before = earlier?.get(key);
    if (before) effect.addChanged(sized(record), before, kept);
    else effect.addUnchanged({ requests: record.requests, tokens: record.tokens.input + record.tokens.output }, kept);
  }
  for (const { stored, price } of changes) {
    if (stored.isAside) continue;
    const after = { cost: exact(price.cost), costHigh: exact(price.costHigh) };
    effect.addChanged(sized(stored.record), earlier?.get(stored.key) ?? stored.kept, after);
  }
}

function exact(amount: number | bigint | null): bigint | null {
  return typeof amount === "number" ? BigInt(amount) : amount;
}

/** The cards that stored records were priced with. */
class KeptRates {
  private readonly known = new Map<number, KeptPrice["applied"]>();

  constructor(private readonly organizationId: number) {}

  /** Reads the cards of records that are not known yet. */
  async load(records: readonly StoredPriced[]): Promise<void> {
    const missing = new Set(records.map(({ rateId }) => rateId).filter((id) => !this.known.has(id)));
    if (missing.size === 0) return;
    const { rows } = await pool().query<{ id: number; fingerprint: string; card: RateCardJson }>(
      "SELECT id, fingerprint, card FROM applied_rates WHERE organization_id = $1 AND id = ANY($2)",
      [this.organizationId, [...missing]],
    );
    for (const { id, fingerprint, card } of rows) this.known.set(id, { fingerprint, card: rateCardFromJson(card) });
  }

  /** Null for what was unpriced. */
  of(id: number): KeptPrice["applied"] {
    return this.known.get(id) ?? null;
  }
}
