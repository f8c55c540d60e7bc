import Link from "next/link";
import { StackedChart } from "@/components/charts/stacked-chart";
import type { StackedChartData } from "@/components/charts/stacked-chart-data";
import { hrefWith } from "@/components/filters/page-params";
import { SpendCost } from "@/components/money/spend-cost";
import { receiptOfNames } from "@/components/receipts/receipt-query";
import { ButtonLink } from "@/components/ui/button-link";
import { Card } from "@/components/ui/card";
import { Stat } from "@/components/ui/stat";
import type { ModelSpend } from "@/lib/db/queries/spend/model-spend";
import { formatCount, formatShare } from "@/lib/spend/format-count";
import { allTokens, cacheHitRate, inputTokens } from "@/lib/spend/measures";
import type { Period } from "@/lib/spend/period";

interface YourUseProps {
  period: Period;
  timeZone: string;
  spend: ModelSpend;
  chart: StackedChartData;
}

/** What the organisation used of a model in the last 30 days, and under which names. */
export function YourUse({ period, timeZone, spend: { totals, names }, chart }: YourUseProps) {
  const of = receiptOfNames({ period, timeZone }, names);
  const hitRate = cacheHitRate(totals);
  return (
    <Card
      title="Your last 30 days"
      actions={
        <ButtonLink
          size="sm"
          className="print:hidden"
          href={hrefWith("/overview", new URLSearchParams(), { "filter.model": names.map(({ name }) => name) })}
        >
          Open in the overview
        </ButtonLink>
      }
    >
      <div className="mb-5 grid grid-cols-2 gap-x-6 gap-y-5 lg:grid-cols-4">
        <Stat
          label="Spend"
          value={
            <SpendCost
              compact="large"
              totals={totals}
              receipt={of && { of, title: "Your last 30 days of this model" }}
            />
          }
        />
        <Stat label="Requests" value={formatCount(totals.requests, { compact: true })} />
        <Stat
          label="Tokens"
          value={formatCount(allTokens(totals), { compact: true })}
          hint={`${formatCount(inputTokens(totals), { compact: true })} in, ${formatCount(totals.output, { compact: true })} out`}
        />
        <Stat label="Cache hit rate" value={hitRate === null ? "–" : formatShare(hitRate)} hint="of input tokens" />
      </div>
      <StackedChart caption="Your spend on it by day" data={of ? { ...chart, spend: of.spend } : chart} />
      <p className="mt-3 text-sm break-words text-muted">
        Your usage calls it{" "}
        {names.map(({ provider, name }, index) => (
          <span key={`${provider}/${name}`}>
            {index > 0 && ", "}
            <Link
              href={hrefWith("/overview", new URLSearchParams(), { "filter.model": name })}
              prefetch={false}
              className="font-medium text-ink underline underline-offset-2"
            >
              {name}
            </Link>
            {provider && ` (${provider})`}
          </span>
        ))}
        .
      </p>
    </Card>
  );
}

/** There was none. */
export function NoUse({ name }: { name: string }) {
  return (
    <Card title="Your last 30 days">
      <p className="text-muted">
        You did not use it. A what-if shows what the traffic you have would cost on {name}, and whether it fits.
      </p>
    </Card>
  );
}
