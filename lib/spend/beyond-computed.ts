import { type FemtoUsd, femtoUsd, parseUsd } from "@/lib/pricing/money";

/**
 * What was billed beyond what usage costs by the price book (less than it: negative), to a femto-dollar: bills state more
 * decimals than there are. Null where there is no usage, or the bill is not in US dollars.
 */
export function beyondComputed(day: { billed: string; currency: string; computed: FemtoUsd | null }): FemtoUsd | null {
  if (day.computed === null || day.currency.toUpperCase() !== "USD") return null;
  const billed = parseUsd(day.billed.replace(/(\.\d{15})\d+$/, "$1"));
  return femtoUsd(billed - day.computed);
}
