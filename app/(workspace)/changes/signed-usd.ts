import { type FemtoUsd, formatUsd } from "@/lib/pricing/money";

/** An amount to so many places; of nothing no more than cents. */
export function roundedUsd(amount: FemtoUsd, decimals: number): string {
  return formatUsd(amount, { decimals: amount === 0n ? Math.min(2, decimals) : decimals });
}

/** A difference with its sign: "+$1.20", "−$0.30", "$0.00". */
export function signedUsd(amount: FemtoUsd, decimals: number): string {
  return `${amount > 0n ? "+" : ""}${roundedUsd(amount, decimals)}`;
}
