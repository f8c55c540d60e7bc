import "server-only";
import { pool } from "@/lib/db/pool";
import type { PriceableTokens } from "@/lib/pricing/price-tokens";
import { type RateCardJson, rateCardFromJson } from "@/lib/pricing/rate-card";
import { type SumReceipt, sumReceipt } from "@/lib/pricing/sum-receipt";
import { addTotals, NO_TOTALS, type Totals } from "@/lib/spend/measures";
import type { SpendQuestion } from "@/lib/spend/spend-question";
import { filterIds } from "../dimensions/filter-ids";
import { organizationZone } from "../organization-zone";
import { organizationPriceBook } from "../price-book/organization-price-book";
import { planSources } from "../spend/plan-sources";
import { readGroupRows, type SpendRow } from "../spend/spend-rows";
import { type NumberedCard, readPricedSums } from "./priced-sums";

/** So many cards are explained; a sum over more says what the rest of it comes to. */
const MOST_CARDS = 60;

/** A sum of costs as its receipts by card, the dearest first. */
export interface SpendReceipts {
  totals: Totals;
  receipts: SumReceipt[];
  /** What further cards priced; null when there are none. */
  others: { cards: number; totals: Totals } | null;
}

/** How the cost of the usage that a question is about came about; what it is grouped by does not matter. */
export async function spendReceipts(organizationId: number, question: SpendQuestion): Promise<SpendReceipts> {
  const asked: SpendQuestion = { ...question, groupBy: [], granularity: "none", compare: null };
  const [zone, filters] = await Promise.all([
    organizationZone(organizationId),
    filterIds(organizationId, question.filters, question.not),
  ]);
  if (filters === null) return { totals: NO_TOTALS, receipts: [], others: null };
  const rows = await readGroupRows(pool(), {
    organizationId,
    question: asked,
    parts: planSources(asked, zone),
    filters,
  });
  const dearest = rows.filter(({ rate }) => rate !== 0).sort((a, b) => (a.totals.cost > b.totals.cost ? -1 : 1));
  const kept = dearest.slice(0, MOST_CARDS);
  const others = dearest.slice(MOST_CARDS);
  const cards = await numberedCards(
    organizationId,
    kept.map(({ rate }) => rate),
  );
  const plain = kept.map((row) => plainReceipt(row, cards.get(row.rate) as NumberedCard));
  // Sums by the day do not say which prompts were long, what was audio, or which calls were made: the records do.
  const open = kept.filter((_, index) => !plain[index]).map(({ rate }) => cards.get(rate) as NumberedCard);
  const read = open.length === 0 ? [] : await readPricedSums(organizationId, asked, filters, open);
  const book = await organizationPriceBook(organizationId);
  const explained = read.map((one) => sumReceipt(one, book.cardsOf(one.card.provider, one.card.model)));
  return {
    totals: sum(rows),
    receipts: [...plain.filter((receipt) => receipt !== null), ...explained].sort(byCost),
    others: others.length === 0 ? null : { cards: others.length, totals: sum(others) },
  };
}

/** The receipt of a sum whose tokens are all common ones in short prompts; null when that does not explain its cost. */
function plainReceipt({ totals }: SpendRow, { rule, card }: NumberedCard): SumReceipt | null {
  const { inputUncached, cacheRead, cacheWrite, output, reasoning, requests, cost, costHigh } = totals;
  const tokens: PriceableTokens = {
    ...{ input: inputUncached + cacheRead + cacheWrite, cacheRead, cacheWrite, cacheWriteByTtl: {}, output, reasoning },
    ...{ audioInput: 0n, imageInput: 0n, cacheReadAudio: 0n, cacheReadImage: 0n, audioOutput: 0n, imageOutput: 0n },
  };
  const passed = { atLeast: 0, atMost: 0 };
  const receipt = sumReceipt({ rule, card, passed, requests, tokens, calls: {}, cost, costHigh }, []);
  return receipt.low.rest === undefined && receipt.high === null ? receipt : null;
}

async function numberedCards(organizationId: number, ids: readonly number[]): Promise<Map<number, NumberedCard>> {
  const { rows } = await pool().query<{ id: number; rule: string; card: RateCardJson }>(
    "SELECT id, rule, card FROM applied_rates WHERE organization_id = $1 AND id = ANY($2)",
    [organizationId, ids],
  );
  return new Map(rows.map(({ id, rule, card }) => [id, { id, rule, card: rateCardFromJson(card) }]));
}

function sum(rows: readonly SpendRow[]): Totals {
  return rows.reduce((total, row) => addTotals(total, row.totals), NO_TOTALS);
}

function byCost(a: SumReceipt, b: SumReceipt): number {
  return a.cost === b.cost ? 0 : a.cost > b.cost ? -1 : 1;
}
