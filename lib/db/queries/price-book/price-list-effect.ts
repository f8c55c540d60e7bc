import "server-only";
import type { ChangedModel } from "@/lib/pricing/compare-price-lists";
import { correctCard } from "@/lib/pricing/layers/corrections";
import type { LibraryModel } from "@/lib/pricing/layers/library";
import { withSeedRates } from "@/lib/pricing/layers/seed-models";
import { type FemtoUsd, formatUsd } from "@/lib/pricing/money";
import type { PriceableTokens } from "@/lib/pricing/price-tokens";
import { tokenLines } from "@/lib/pricing/price-tokens";
import { cardHolds, type RateCard } from "@/lib/pricing/rate-card";
import { receiptTotal } from "@/lib/pricing/receipt";
import type { Totals } from "@/lib/spend/measures";
import { DEFAULT_PRESET, presetPeriod } from "@/lib/spend/range-presets";
import { instantFromDate } from "@/lib/usage/instant";
import { organizationZone } from "../organization-zone";
import { modelSpend } from "../spend/model-spend";
import { organizationPriceBook } from "./organization-price-book";

/**
 * What changed and removed models of a price list come to for an organisation's last 30 days, a sentence each: at the
 * standard rates that hold now, whatever the size of prompts.
 */
export async function priceListEffect(
  organizationId: number,
  changed: readonly ChangedModel[],
  removed: readonly LibraryModel[],
): Promise<string[]> {
  const timeZone = await organizationZone(organizationId);
  const period = presetPeriod(DEFAULT_PRESET, timeZone, new Date());
  const spend = await modelSpend(organizationId, await organizationPriceBook(organizationId), period, timeZone);
  const used = new Map([...spend.values()].map(({ match, totals }) => [`${match.provider}/${match.model}`, totals]));
  const sentences = changed.flatMap(({ provider, id, before, after }) => {
    const totals = used.get(`${provider}/${id}`);
    if (!totals) return [];
    const [was, is] = [costOf(before, totals), costOf(after, totals)];
    const what =
      was === null || is === null
        ? "has other prices that cannot be compared at the standard rates"
        : `${formatUsd(was)} of the last 30 days would be ${formatUsd(is)}`;
    return [`${provider}/${id}: ${what}.`];
  });
  const gone = removed.filter(({ provider, id }) => used.has(`${provider}/${id}`));
  return [...sentences, ...gone.map(({ provider, id }) => `${provider}/${id}: would have no price any more.`)];
}

function costOf(cards: readonly RateCard[], totals: Totals): FemtoUsd | null {
  const now = instantFromDate(new Date());
  // With the layers in front of the list: what they state does not move with it.
  const card = cards.map((one) => correctCard(withSeedRates(one))).find((one) => cardHolds(one, now));
  if (!card) return null;
  const { inputUncached, cacheRead, cacheWrite, output, reasoning } = totals;
  const tokens: PriceableTokens = {
    ...{ input: inputUncached + cacheRead + cacheWrite, cacheRead, cacheWrite, cacheWriteByTtl: {}, output, reasoning },
    ...{ audioInput: 0n, imageInput: 0n, cacheReadAudio: 0n, cacheReadImage: 0n, audioOutput: 0n, imageOutput: 0n },
  };
  const lines = tokenLines(card, card.rates, tokens);
  return "missing" in lines ? null : receiptTotal(lines);
}
