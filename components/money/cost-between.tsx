import type { Compact } from "@/lib/pricing/money";
import { Cost } from "./cost";

interface CostBetweenProps {
  low: string;
  high?: string | null | undefined;
  compact?: Compact | undefined;
}

/** An amount, or the two it lies between where there is a higher bound; decimal USD. */
export function CostBetween({ low, high, compact }: CostBetweenProps) {
  if (!high || high === low) return <Cost usd={low} compact={compact} />;
  return (
    <>
      <Cost usd={low} compact={compact} /> – <Cost usd={high} compact={compact} />
    </>
  );
}
