import "server-only";
import { catalogueId } from "@/lib/catalogue/resolve-model";
import type { MatchedModel } from "@/lib/pricing/match-model";
import type { PriceBook } from "@/lib/pricing/price-book";
import { addTotals, NO_TOTALS, type Totals } from "@/lib/spend/measures";
import type { Period } from "@/lib/spend/period";
import { type Instant, instantFromDate } from "@/lib/usage/instant";
import { getSpend } from "./get-spend";

/** What an organisation used of a model of the catalogue. */
export interface ModelSpend {
  match: MatchedModel;
  totals: Totals;
  /** Names its usage has it under. */
  names: { provider: string | null; name: string; totals: Totals }[];
}

/** The catalogue's id of the model that usage means; null for models it does not know. */
export function idOfUsage(
  book: PriceBook,
  usage: { provider?: string | null; model?: string | null },
  at: Instant,
): { id: string; match: MatchedModel } | null {
  if (!usage.model) return null;
  const match = book.match(usage.provider ?? null, usage.model, at);
  return match.kind === "matched" ? { id: catalogueId(match), match } : null;
}

/** Usage in a period by the catalogue's model it is of, the most expensive first; unknown models are left out. */
export async function modelSpend(
  organizationId: number,
  book: PriceBook,
  period: Period,
  timeZone: string,
): Promise<Map<string, ModelSpend>> {
  const answer = await getSpend(organizationId, {
    ...period,
    timeZone,
    granularity: "none",
    groupBy: ["provider", "model"],
    filters: {},
    compare: null,
  });
  // Names mean what they meant at the end of the period: aliases are dated.
  const at = instantFromDate(new Date(period.to.getTime() - 1));
  const found = new Map<string, ModelSpend>();
  for (const { key, totals } of answer.groups) {
    const known = idOfUsage(book, key, at);
    if (!known) continue;
    const { id, match } = known;
    const spend = found.get(id) ?? { match, totals: NO_TOTALS, names: [] };
    spend.totals = addTotals(spend.totals, totals);
    spend.names.push({ provider: key.provider ?? null, name: key.model ?? "", totals });
    found.set(id, spend);
  }
  return new Map([...found].sort(([, a], [, b]) => (a.totals.cost > b.totals.cost ? -1 : 1)));
}
