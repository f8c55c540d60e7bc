import { Change } from "@/components/money/change";
import { Cost } from "@/components/money/cost";
import { Card } from "@/components/ui/card";
import { Stat } from "@/components/ui/stat";
import { Tooltip } from "@/components/ui/tooltip";
import { addUsd, type FemtoUsd } from "@/lib/pricing/money";
import { formatCount, formatShare } from "@/lib/spend/format-count";
import { cacheHitRate, inputTokens, share } from "@/lib/spend/measures";
import type { SpendAnswer } from "@/lib/spend/spend-question";

/** How much of the input came from caches, and what that saved. */
export function CacheCard({ answer }: { answer: SpendAnswer }) {
  const { totals, previous, cacheSaved } = answer;
  const now = cacheHitRate(totals);
  const before = previous && cacheHitRate(previous.totals);
  const without = addUsd(totals.cost, cacheSaved);
  return (
    <Card title="Caching">
      <div className="grid grid-cols-2 gap-x-6 gap-y-5">
        <Stat
          label="Hit rate"
          value={now === null ? "–" : formatShare(now)}
          hint={before === null ? undefined : `${formatShare(before)} before`}
        />
        <Stat
          label={
            <Tooltip text="Tokens read from a cache, at the input rate less the cache rate that applied. What writing to caches cost extra is not taken off.">
              Saved by cache reads
            </Tooltip>
          }
          value={<Cost femto={cacheSaved} />}
          hint={savedShare(cacheSaved, without)}
        />
        <Stat
          label="Read from cache"
          value={formatCount(totals.cacheRead, { compact: true })}
          change={previous && <Change now={totals.cacheRead} before={previous.totals.cacheRead} />}
          hint={`of ${formatCount(inputTokens(totals), { compact: true })} input tokens`}
        />
        <Stat
          label="Written to cache"
          value={formatCount(totals.cacheWrite, { compact: true })}
          change={previous && <Change now={totals.cacheWrite} before={previous.totals.cacheWrite} />}
          hint="where providers bill writes"
        />
      </div>
    </Card>
  );
}

function savedShare(saved: FemtoUsd, without: FemtoUsd): string | undefined {
  const part = share(saved, without);
  return part === null ? undefined : `${formatShare(part)} off what it would have cost`;
}
