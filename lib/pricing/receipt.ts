import { dateFromInstant } from "@/lib/usage/instant";
import { type FemtoUsd, femtoUsd, usdString } from "./money";
import {
  type CardSource,
  type DailyWindow,
  type LongContext,
  perCall,
  perMillion,
  type Rate,
  type RateCard,
} from "./rate-card";

/** One line of a receipt: tokens (or calls) of a class at a rate. */
export interface ReceiptLine {
  class: string;
  /** Tokens, or calls where the rate is per call. */
  quantity: bigint;
  unit: "token" | "call";
  rate: Rate;
}

/** How one cost was computed. */
export interface Receipt {
  model: string;
  provider: string;
  rule: string;
  card: RateCard;
  /** The long-context threshold the prompt passed; null for the standard rates. */
  context: LongContext | null;
  lines: readonly ReceiptLine[];
  /** What the cost has beyond its lines (see explain-cost); left out where they add up to it. */
  rest?: FemtoUsd;
}

/** What a line costs. */
export function lineCost(line: ReceiptLine): FemtoUsd {
  return femtoUsd(line.quantity * line.rate);
}

/** What all lines cost. */
export function receiptTotal(lines: readonly ReceiptLine[]): FemtoUsd {
  return femtoUsd(lines.reduce((sum, line) => sum + line.quantity * line.rate, 0n));
}

/** A receipt as the HTTP API gives it. */
export interface ReceiptJson {
  model: string;
  provider: string;
  rule: string;
  rateCard: {
    provider: string;
    model: string;
    serviceTier: string;
    region: string | null;
    /** "standard", or the threshold the prompt passed ("> 272000"). */
    context: string;
    validFrom: string | null;
    validTo: string | null;
    /** Part of the day the card is for ("01:00-04:00 UTC, Mon-Fri"); null for all day. */
    window: string | null;
  };
  lines: (
    | { class: string; tokens: number | string; ratePerMillion: string; cost: string }
    | { class: string; calls: number | string; ratePerCall: string; cost: string }
    | { class: "rest"; cost: string }
  )[];
  source: CardSource;
}

/** Writes a receipt for the wire: money and rates as exact decimal strings, counts beyond 2^53 as strings. */
export function receiptToJson(receipt: Receipt): ReceiptJson {
  const { card, context } = receipt;
  return {
    model: receipt.model,
    provider: receipt.provider,
    rule: receipt.rule,
    rateCard: cardToJson(card, context),
    lines: [
      ...receipt.lines.map(lineToJson),
      ...(receipt.rest === undefined ? [] : [{ class: "rest" as const, cost: usdString(receipt.rest) }]),
    ],
    source: card.source,
  };
}

type CardJson = ReceiptJson["rateCard"];

/** Cards do not change, and one prices thousands of requests: each is written once, by context. */
const WRITTEN = new WeakMap<RateCard, Map<LongContext | null, CardJson>>();

function cardToJson(card: RateCard, context: LongContext | null): CardJson {
  let ofCard = WRITTEN.get(card);
  if (!ofCard) {
    ofCard = new Map();
    WRITTEN.set(card, ofCard);
  }
  let written = ofCard.get(context);
  if (!written) {
    written = {
      provider: card.provider,
      model: card.model,
      serviceTier: card.serviceTier,
      region: card.region,
      context: context ? `${context.operator} ${context.threshold}` : "standard",
      validFrom: card.validFrom === null ? null : dateFromInstant(card.validFrom).toISOString(),
      validTo: card.validTo === null ? null : dateFromInstant(card.validTo).toISOString(),
      window: card.window && windowText(card.window),
    };
    ofCard.set(context, written);
  }
  return written;
}

function lineToJson(line: ReceiptLine): ReceiptJson["lines"][number] {
  const cost = usdString(lineCost(line));
  if (line.unit === "call") {
    return { class: line.class, calls: count(line.quantity), ratePerCall: perCall(line.rate), cost };
  }
  return { class: line.class, tokens: count(line.quantity), ratePerMillion: perMillion(line.rate), cost };
}

/** A number where it is exact as one, a decimal string beyond 2^53. */
function count(quantity: bigint): number | string {
  return quantity <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(quantity) : quantity.toString();
}

const WEEKDAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];

function windowText(window: DailyWindow): string {
  const time = (second: number) => new Date(second * 1000).toISOString().slice(11, 16);
  const days = window.weekdays?.map((day) => WEEKDAYS[day]).join(" ");
  return `${time(window.start)}-${time(window.end)} UTC${days ? `, ${days}` : ""}`;
}
