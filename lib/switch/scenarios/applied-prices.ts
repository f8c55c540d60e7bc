import type { ReceiptJson } from "@/lib/pricing/receipt";
import type { MoveJson } from "../move-to-json";

/** A rate that was applied to some of the traffic of a scenario. */
export interface AppliedPriceJson {
  /** Where: what it is billed by now, or on the target. */
  side: "now" | "there";
  /** `provider/model` of the rate card. */
  model: string;
  serviceTier: string;
  region: string | null;
  /** "standard", or the threshold the prompt passed ("> 272000"). */
  context: string;
  window: string | null;
  validFrom: string | null;
  /** Token class or kind of call. */
  class: string;
  /** USD per million tokens, or per call, exact. */
  rate: string;
  per: "million" | "call";
  /** Where the card is from. */
  source: string;
}

/** Most rates that are kept of one run; a scenario of a few models has some dozens. */
const MOST_PRICES = 1000;

/** Every rate that moves were priced by, each once, in a fixed order. */
export function appliedPrices(moves: readonly Pick<MoveJson, "receipts">[]): AppliedPriceJson[] {
  const prices = new Map<string, AppliedPriceJson>();
  for (const { receipts } of moves) {
    for (const side of ["now", "there"] as const) {
      for (const price of receipts[side].flatMap((receipt) => pricesOf(receipt, side))) {
        prices.set(`${placeOf(price)} ${price.validFrom} ${price.rate}`, price);
      }
    }
  }
  return [...prices]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .slice(0, MOST_PRICES)
    .map(([, price]) => price);
}

/** What a rate is for: two rates of one place are an older and a newer one. */
export function placeOf(price: AppliedPriceJson): string {
  const { side, model, serviceTier, region, context, window, class: name, per } = price;
  return JSON.stringify([side, model, serviceTier, region, context, window, name, per]);
}

function pricesOf({ rateCard, lines, source }: ReceiptJson, side: AppliedPriceJson["side"]): AppliedPriceJson[] {
  const { serviceTier, region, context, window, validFrom } = rateCard;
  const card = {
    ...{ side, model: `${rateCard.provider}/${rateCard.model}`, serviceTier, region, context, window, validFrom },
    source: `${source.name}, ${source.date}`,
  };
  return lines.flatMap((line): AppliedPriceJson[] => {
    if ("ratePerMillion" in line) return [{ ...card, class: line.class, rate: line.ratePerMillion, per: "million" }];
    return "ratePerCall" in line ? [{ ...card, class: line.class, rate: line.ratePerCall, per: "call" }] : [];
  });
}
