import { type FemtoUsd, formatUsd } from "@/lib/pricing/money";

/** A difference with its sign: "+$1.20", "−$0.30", "$0.00". */
export function signedUsd(amount: FemtoUsd, decimals: number): string {
  return `${amount > 0n ? "+" : ""}${formatUsd(amount, { decimals })}`;
}
