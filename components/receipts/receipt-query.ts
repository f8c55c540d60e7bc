import type { Period } from "@/lib/spend/period";
import { isFilterParam } from "../filters/page-params";
import type { ReceiptOf } from "./load-receipt";

/** Filters by the names of parameters: `filter.model`, `not.project`. */
type MoreFilters = Readonly<Record<string, string | readonly string[]>>;

/** What the receipts of some usage are asked for with. */
type SpendReceipt = Extract<ReceiptOf, { spend: string }>;

/** The usage of a period that a page's filters and further ones leave; a further one takes the place of a filter of its name. */
export function receiptOf(
  { period, timeZone }: { period: Period; timeZone: string },
  params: URLSearchParams = new URLSearchParams(),
  more: MoreFilters = {},
): SpendReceipt {
  const asked = new URLSearchParams({ from: period.from.toISOString(), to: period.to.toISOString(), tz: timeZone });
  for (const [name, value] of params) if (isFilterParam(name) && !(name in more)) asked.append(name, value);
  for (const [name, values] of Object.entries(more)) {
    for (const value of typeof values === "string" ? [values] : values) asked.append(name, value);
  }
  return { spend: asked.toString() };
}

/**
 * The usage of a model under its names; null where filters by model and by provider would let other usage in (each of two
 * providers has a name the other has not).
 */
export function receiptOfNames(
  of: { period: Period; timeZone: string },
  names: readonly { provider: string | null; name: string }[],
): SpendReceipt | null {
  const models = [...new Set(names.map(({ name }) => name))];
  const providers = [...new Set(names.map(({ provider }) => provider ?? ""))];
  if (models.length * providers.length !== names.length) return null;
  return receiptOf(of, undefined, { "filter.model": models, "filter.provider": providers });
}
