import Link from "next/link";
import { Change } from "@/components/money/change";
import { SpendCost } from "@/components/money/spend-cost";
import { receiptOf } from "@/components/receipts/receipt-query";
import { Card } from "@/components/ui/card";
import { Stat } from "@/components/ui/stat";
import { formatCount } from "@/lib/spend/format-count";
import { formatPeriod } from "@/lib/spend/format-time";
import { formatCost } from "@/lib/spend/format-totals";
import { measureOf } from "@/lib/spend/measure";
import { allTokens, hasUsage } from "@/lib/spend/measures";
import type { SpendAnswer } from "@/lib/spend/spend-question";
import { changesHref } from "../changes/changes-href";

const perRequest = measureOf("costPerRequest");

/** The totals of the period with those of the previous one beside them. */
export function TotalsRow({ params, answer }: { params: URLSearchParams; answer: SpendAnswer }) {
  const { totals, previous, timeZone } = answer;
  const before = previous && hasUsage(previous.totals) ? previous.totals : null;
  return (
    <Card>
      <div className="grid grid-cols-2 gap-x-6 gap-y-5 lg:grid-cols-4">
        <Stat
          label="Spend"
          value={
            <SpendCost
              compact="large"
              totals={totals}
              receipt={{ of: receiptOf(answer, params), title: "Spend of the period" }}
            />
          }
          change={before && <Change now={totals.cost} before={before.cost} />}
          hint={
            previous && (
              <>
                {before ? `${formatCost(before)} before` : "no usage before"} ({formatPeriod(previous.period, timeZone)}
                )
                {before && (
                  <>
                    {" · "}
                    <Link href={changesHref(params)} prefetch={false} className="underline underline-offset-2">
                      why?<span className="sr-only"> What changed</span>
                    </Link>
                  </>
                )}
              </>
            )
          }
        />
        <Stat
          label="Requests"
          value={<Count count={totals.requests} />}
          change={before && <Change now={totals.requests} before={before.requests} />}
          hint={before && `${formatCount(before.requests, { compact: true })} before`}
        />
        <Stat
          label="Tokens"
          value={<Count count={allTokens(totals)} />}
          change={before && <Change now={allTokens(totals)} before={allTokens(before)} />}
          hint={before && `${formatCount(allTokens(before), { compact: true })} before`}
        />
        <Stat
          label="Spend per request"
          value={perRequest.text(totals, { compact: true })}
          change={before && <Change now={perRequest.value(totals) ?? 0n} before={perRequest.value(before) ?? 0n} />}
          hint={before && `${perRequest.text(before)} before`}
        />
      </div>
    </Card>
  );
}

function Count({ count }: { count: bigint }) {
  return (
    <data value={count.toString()} title={formatCount(count)}>
      {formatCount(count, { compact: true })}
    </data>
  );
}
