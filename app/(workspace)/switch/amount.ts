import { formatUsd, parseUsd } from "@/lib/pricing/money";

/** Decimal USD as people read it. */
export function amount(usd: string): string {
  return formatUsd(parseUsd(usd));
}
