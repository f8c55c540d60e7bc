import { type Compact, type FemtoUsd, formatUsd, parseUsd, usdString } from "@/lib/pricing/money";

type CostProps = ({ femto: FemtoUsd } | { usd: string }) & {
  /** "$1.2k" rather than "$1,234.50", or only from a million on. */
  compact?: Compact | undefined;
};

/** An amount rounded for people, with the exact one on hover. For figures that may lack prices use SpendCost. */
export function Cost({ compact, ...amount }: CostProps) {
  const exact = "femto" in amount ? amount.femto : parseUsd(amount.usd);
  const text = usdString(exact);
  return (
    <data value={text} title={`$${text}`} className="tabular-nums">
      {formatUsd(exact, { compact: compact ?? false })}
    </data>
  );
}
