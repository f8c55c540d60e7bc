import { Cost } from "./cost";

/** An amount, or the two it lies between where there is a higher bound; decimal USD. */
export function CostBetween({ low, high }: { low: string; high?: string | null | undefined }) {
  if (!high || high === low) return <Cost usd={low} />;
  return (
    <>
      <Cost usd={low} /> – <Cost usd={high} />
    </>
  );
}
