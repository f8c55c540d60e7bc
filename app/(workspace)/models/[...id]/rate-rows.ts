import { factName, formatRate } from "@/components/catalogue/fact-text";
import { formatUsd, parseUsd } from "@/lib/pricing/money";
import {
  type ByClass,
  cardHolds,
  type DailyWindow,
  type Layer,
  perCall,
  perMillion,
  type RateCard,
  type RateName,
  type Rates,
  type UnusableRate,
} from "@/lib/pricing/rate-card";
import { formatCount } from "@/lib/spend/format-count";
import { formatDate, formatDateTime } from "@/lib/spend/format-time";
import type { Instant } from "@/lib/usage/instant";

/** Whether a card applies now, at other hours, would but for a price of the organisation's own, will, or did. */
export type RateRowState = "now" | "otherTimes" | "behindOwn" | "future" | "past";

/** The rates of one card for prompts of some size, in words. */
export interface RateRow {
  id: string;
  serviceTier: string;
  state: RateRowState;
  /** When it holds: dates and hours, UTC; null for always. */
  when: string | null;
  /** Prompts it is for; null for all (others). */
  prompts: string | null;
  /** Null where the card states no rate. */
  input: string | null;
  cachedInput: string | null;
  cacheWrites: readonly NamedRate[];
  output: string | null;
  /** Rates of other classes, and fees. */
  others: readonly NamedRate[];
  source: { layer: Layer; name: string; date: string; note: string | null };
}

/** A rate with what it is for. */
export interface NamedRate {
  name: string;
  rate: string;
}

/**
 * Rows for a model's rate cards (in order of precedence, the first that holds in a service tier applies), a further one
 * for every size of prompt from which other rates apply. Standard tier first; what applies now first within a tier.
 */
export function rateRows(cards: readonly RateCard[], now: Instant): RateRow[] {
  const applying = new Map<string, Layer>();
  const rows = cards.flatMap((card, index) => {
    const state = stateOf(card, now, applying.get(card.serviceTier) ?? null);
    if (state === "now") applying.set(card.serviceTier, card.source.layer);
    return rowsOf(card, `${index}`, state);
  });
  return rows.sort(
    (a, b) =>
      tierRank(a) - tierRank(b) ||
      (a.serviceTier < b.serviceTier ? -1 : a.serviceTier > b.serviceTier ? 1 : 0) ||
      STATES.indexOf(a.state) - STATES.indexOf(b.state),
  );
}

const STATES: readonly RateRowState[] = ["now", "otherTimes", "behindOwn", "future", "past"];

function tierRank({ serviceTier }: RateRow): number {
  return serviceTier === "default" ? 0 : 1;
}

/** `inFront` is the layer of the card that applies in the same service tier. */
function stateOf(card: RateCard, now: Instant, inFront: Layer | null): RateRowState {
  if (card.validTo !== null && card.validTo <= now) return "past";
  if (card.validFrom !== null && card.validFrom > now) return "future";
  if (inFront === null && cardHolds(card, now)) return "now";
  return inFront === "override" && card.source.layer !== "override" ? "behindOwn" : "otherTimes";
}

function rowsOf(card: RateCard, id: string, state: RateRowState): RateRow[] {
  const shared = {
    serviceTier: card.serviceTier,
    state,
    when: whenOf(card),
    source: {
      layer: card.source.layer,
      name: card.source.name,
      date: card.source.date,
      note: card.source.note ?? null,
    },
  };
  const all = { ...shared, id, prompts: null, ...ratesOf(card.rates, card.unusable) };
  const long = card.longContext.map(({ threshold, operator, rates }) => ({
    ...shared,
    id: `${id}-${threshold}`,
    prompts: `${operator === ">" ? "over" : "from"} ${formatCount(threshold)} tokens`,
    ...ratesOf(rates, undefined),
  }));
  return [{ ...all, others: [...all.others, ...feesOf(card)] }, ...long];
}

function whenOf({ validFrom, validTo, window }: RateCard): string | null {
  const parts = [
    validFrom === null ? null : `from ${instantText(validFrom)}`,
    validTo === null ? null : `until ${instantText(validTo)}`,
    window && windowText(window),
  ];
  return parts.filter(Boolean).join(", ") || null;
}

/** The instant in UTC; its time only where that is not midnight. */
function instantText(instant: Instant): string {
  const date = new Date(instant / 1000);
  return date.getTime() % 86_400_000 === 0 ? formatDate(date, "UTC") : `${formatDateTime(date, "UTC")} UTC`;
}

const WEEKDAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];

function windowText({ start, end, weekdays }: DailyWindow): string {
  const days = weekdays === null ? "" : ` on ${weekdays.map((day) => WEEKDAYS[day]).join(", ")}`;
  return `${clock(start)} – ${clock(end)} UTC${days}`;
}

function clock(second: number): string {
  const two = (part: number) => String(part).padStart(2, "0");
  return `${two(Math.floor(second / 3600))}:${two(Math.floor(second / 60) % 60)}`;
}

const OTHER_CLASSES: Readonly<Partial<Record<RateName, string>>> = {
  reasoning: "reasoning",
  audioInput: "audio input",
  imageInput: "image input",
  cacheReadAudio: "cached audio",
  cacheReadImage: "cached images",
  audioOutput: "audio output",
  imageOutput: "image output",
};

function ratesOf(rates: Rates, unusable: RateCard["unusable"]) {
  const rateOf = (name: RateName) => rateText(rates, name, unusable);
  const others = (Object.entries(OTHER_CLASSES) as [RateName, string][]).flatMap(([name, label]) => {
    const rate = rateOf(name);
    return rate === null ? [] : [{ name: label, rate }];
  });
  return {
    input: rateOf("input"),
    cachedInput: rateOf("cacheRead"),
    cacheWrites: cacheWritesOf(rates, rateOf("cacheWrite")),
    output: rateOf("output"),
    others,
  };
}

/** What stands in a rate's place. */
const UNUSABLE: Readonly<Record<UnusableRate, string>> = {
  disputed: "sources disagree",
  inexact: "not exact",
  unpublished: "not published",
};

function rateText(rates: ByClass<bigint>, name: RateName, unusable: RateCard["unusable"]): string | null {
  const why = unusable?.[name];
  if (why) return UNUSABLE[why];
  const rate = rates[name];
  return rate === null ? null : formatRate(perMillion(rate));
}

function cacheWritesOf({ cacheWriteByTtl }: Rates, shortest: string | null): NamedRate[] {
  const longer = Object.entries(cacheWriteByTtl).map(([ttl, rate]) => ({
    name: ttl,
    rate: formatRate(perMillion(rate)),
  }));
  return shortest === null ? longer : [{ name: "", rate: shortest }, ...longer];
}

function feesOf({ calls, requestFee }: RateCard): NamedRate[] {
  const fees = Object.entries(calls).map(([call, fee]) => ({ name: callName(call), rate: `${feeText(fee)} a call` }));
  return requestFee === null ? fees : [...fees, { name: "every request", rate: feeText(requestFee) }];
}

function feeText(fee: bigint): string {
  return formatUsd(parseUsd(perCall(fee)));
}

/** "webSearch" as people write it. */
function callName(call: string): string {
  return factName(call.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)).toLowerCase();
}
