import "server-only";
import { organizationZone } from "@/lib/db/queries/organization-zone";
import { organizationPriceBook } from "@/lib/db/queries/price-book/organization-price-book";
import { formatUsd, parseUsd } from "@/lib/pricing/money";
import type { PriceBook } from "@/lib/pricing/price-book";
import { Pricer, type StoredPrice } from "@/lib/pricing/pricer";
import { counted, formatCount } from "@/lib/spend/format-count";
import { DEFAULT_PRESET, presetPeriod } from "@/lib/spend/range-presets";
import { type EffectPrice, RepriceEffect, type RepriceEffectJson } from "@/lib/spend/reprice-effect";
import { readRecordsOfDay } from "./read-records";
import { daysInScope, resolveScope } from "./reprice-scope";

/**
 * What a price list comes to for an organisation's last 30 days against the one in use, a sentence for each model (as
 * usage calls it) whose cost is another. Every record is priced by both: sizes of prompts, service tiers, regions, calls,
 * dates and the organisation's own prices count as they do when usage is stored. `listed` is the book over the other list.
 */
export async function priceListEffect(organizationId: number, listed: PriceBook): Promise<string[]> {
  const timeZone = await organizationZone(organizationId);
  const scope = await resolveScope({
    organizationId,
    ...presetPeriod(DEFAULT_PRESET, timeZone, new Date()),
    filters: {},
  });
  if (!scope) return [];
  const book = await organizationPriceBook(organizationId);
  const [now, then] = [new Pricer(book), new Pricer(book.over(listed))];
  const effect = new RepriceEffect();
  for (const { day } of await daysInScope(scope)) {
    for await (const records of readRecordsOfDay(scope, day)) {
      for (const { record, isAside } of records) {
        if (isAside) continue;
        const [from, to] = [exact(now.price(record)), exact(then.price(record))];
        const { provider, model, requests, tokens } = record;
        const size = { requests, tokens: tokens.input + tokens.output };
        if (from.cost === to.cost && from.costHigh === to.costHigh) effect.addUnchanged(size, from);
        else effect.addChanged({ ...size, provider, model, month: "" }, from, to);
      }
    }
  }
  const { groups, groupsLeftOut } = effect.toJson();
  const further = groupsLeftOut > 0 ? [`${formatCount(groupsLeftOut)} further models cost otherwise.`] : [];
  return [...groups.map(sentenceOf), ...further];
}

function exact({ cost, costHigh }: StoredPrice): EffectPrice {
  const amount = (value: number | bigint | null) => (value === null ? null : BigInt(value));
  return { cost: amount(cost), costHigh: amount(costHigh) };
}

type Group = RepriceEffectJson["groups"][number];

function sentenceOf({ provider, model, records, before, after }: Group): string {
  const name = provider === null ? model : `${provider}/${model}`;
  return `${name}: ${sumText(before)} in the last 30 days, ${sumText(after)} by the other list (${counted(records, "record")}).`;
}

function sumText({ cost, costHigh, unpricedRequests, unpricedTokens }: Group["before"]): string {
  const isIncomplete = Number(unpricedRequests) > 0 || Number(unpricedTokens) > 0;
  if (isIncomplete && cost === "0") return "unpriced";
  const low = formatUsd(parseUsd(cost));
  const text = costHigh === undefined ? low : `${low} – ${formatUsd(parseUsd(costHigh))}`;
  return isIncomplete ? `≥ ${text}` : text;
}
