import { Change } from "@/components/money/change";
import { Cost } from "@/components/money/cost";
import { Card } from "@/components/ui/card";
import { Stat } from "@/components/ui/stat";
import { Tooltip } from "@/components/ui/tooltip";
import { addUsd, type FemtoUsd } from "@/lib/pricing/money";
import { formatCount, formatShare } from "@/lib/spend/format-count";
import { isUnpriced } from "@/lib/spend/format-totals";
import { cacheHitRate, inputTokens, share } from "@/lib/spend/measures";
import type { SpendAnswer } from "@/lib/spend/spend-question";

/** How much of the input came from caches, what that saved, and what misses cost. */
export function CacheCard({ answer }: { answer: SpendAnswer }) {
  const { totals, previous, cacheSaved, cacheMissed } = answer;
  const now = cacheHitRate(totals);
  const before = previous && cacheHitRate(previous.totals);
  const unpriced = isUnpriced(totals);
  return (
    <Card title="Caching" description="In the period chosen above.">
      <div className="grid grid-cols-2 gap-x-6 gap-y-5 lg:grid-cols-1">
        <Stat
          label="Hit rate"
          value={now === null ? "–" : formatShare(now)}
          hint={before === null ? undefined : `${formatShare(before)} before`}
        />
        <Stat
          label="Read from cache"
          value={formatCount(totals.cacheRead, { compact: true })}
          change={previous && <Change now={totals.cacheRead} before={previous.totals.cacheRead} />}
          hint={`of ${formatCount(inputTokens(totals), { compact: true })} input tokens`}
        />
        <Stat
          label={
            <Tooltip text="Tokens read from a cache, at the input rate less the cache rate that applied. What writing to caches cost extra is not taken off.">
              Saved by hits
            </Tooltip>
          }
          value={unpriced ? "–" : <Cost compact="large" femto={cacheSaved} />}
          hint={unpriced ? "nothing here has a price" : savedShare(cacheSaved, addUsd(totals.cost, cacheSaved))}
        />
        <Stat
          label={
            <Tooltip text="What would have been saved had all uncached input been read from a cache, where the model has a cache rate. No real traffic gets there: prompts that differ cannot hit.">
              Lost to misses
            </Tooltip>
          }
          value={
            unpriced ? (
              "–"
            ) : (
              <>
                {cacheMissed > 0n && "≤\u00a0"}
                <Cost compact="large" femto={cacheMissed} />
              </>
            )
          }
          hint={unpriced ? "nothing here has a price" : "if every prompt had hit"}
        />
      </div>
    </Card>
  );
}

function savedShare(saved: FemtoUsd, without: FemtoUsd): string | undefined {
  const part = share(saved, without);
  return part === null ? undefined : `${formatShare(part)} off what it would have cost`;
}
