import { formatUsd, usdString } from "@/lib/pricing/money";
import { formatCount } from "@/lib/spend/format-count";
import { notExplained, type RoadSums } from "@/lib/spend/overlap";

/** What one account of some usage has beyond another one, which tells it in detail. */
export function NotExplained({ whole, detail }: { whole: RoadSums; detail: RoadSums }) {
  const rest = notExplained({ export: whole, requests: detail });
  const tokens = rest.inputTokens + rest.outputTokens;
  return (
    <>
      <data value={usdString(rest.cost)} title={`$${usdString(rest.cost)}`}>
        {formatUsd(rest.cost)}
      </data>
      <span className="block text-xs text-muted">
        {tokens < 0n ? `${formatCount(-tokens)} tokens more in detail` : `${formatCount(tokens)} tokens`}
      </span>
    </>
  );
}
