import Link from "next/link";
import { CumulativeChart } from "@/components/charts/cumulative-chart";
import { forecastChart } from "@/components/charts/forecast-chart";
import { Change } from "@/components/money/change";
import { Cost } from "@/components/money/cost";
import { CostBetween } from "@/components/money/cost-between";
import { NothingPriced } from "@/components/money/nothing-priced";
import { SpendCost } from "@/components/money/spend-cost";
import { receiptOf } from "@/components/receipts/receipt-query";
import { Card } from "@/components/ui/card";
import { Stat } from "@/components/ui/stat";
import { Tooltip } from "@/components/ui/tooltip";
import { formatUsd, usdString } from "@/lib/pricing/money";
import { shareInWords } from "@/lib/spend/budgets/alert-words";
import { type Budget, shareOf } from "@/lib/spend/budgets/budget";
import type { Forecast, NoForecast } from "@/lib/spend/forecast/forecast";
import type { PeriodForecast } from "@/lib/spend/forecast/period-forecast";
import { formatShare } from "@/lib/spend/format-count";
import { formatMonth, formatPeriod } from "@/lib/spend/format-time";
import { formatCost, isUnpriced } from "@/lib/spend/format-totals";
import { hasUsage, isIncomplete } from "@/lib/spend/measures";
import type { Period } from "@/lib/spend/period";

const REASONS: Readonly<Record<NoForecast, string>> = {
  too_little_history: "needs five days of usage",
  no_recent_usage: "needs usage of the last days",
  period_is_over: "the month is over",
};

interface MonthCardProps {
  params: URLSearchParams;
  month: PeriodForecast;
  /** The organisation's budget for a month, where the card is about all of its usage. */
  budget: Budget | null;
}

/** The current month: what it cost so far, where it is heading, and the month before. */
export function MonthCard({ params, month, budget }: MonthCardProps) {
  const { period, timeZone, soFar, outcome, previous } = month;
  const { sameSpan } = previous;
  const [name, before] = [formatMonth(period.from, timeZone), formatMonth(previous.period.from, timeZone)];
  const receiptOfPeriod = (of: Period, title: string) => {
    return { of: receiptOf({ period: of, timeZone }, params), title: `Spend in ${title}` };
  };
  return (
    <Card title={`${name} so far`} description={describe(month)} className="h-full">
      <div className="mb-5 grid grid-cols-2 gap-x-6 gap-y-5 sm:grid-cols-3">
        <Stat
          label="Spent"
          value={<SpendCost compact="large" totals={soFar} receipt={receiptOfPeriod(period, name)} />}
          change={<Change now={soFar.cost} before={sameSpan.totals.cost} />}
          hint={`${hasUsage(sameSpan.totals) ? formatCost(sameSpan.totals) : "no usage"} in ${formatPeriod(sameSpan.period, timeZone)}`}
        />
        {outcome.kind === "forecast" ? (
          <Stat
            label={
              <Tooltip
                text={`Goes on as the last ${outcome.forecast.history} days did, weekday by weekday. The band holds four of five outcomes, judging by what such forecasts were off by in that time.`}
              >
                Expected by the end
              </Tooltip>
            }
            value={
              <>
                {isIncomplete(soFar) && "≥\u00a0"}
                <Expected forecast={outcome.forecast} />
              </>
            }
            hint={`between ${formatUsd(outcome.forecast.low)} and ${formatUsd(outcome.forecast.high)}`}
          />
        ) : (
          <Stat label="Expected by the end" value="–" hint={REASONS[outcome.reason]} />
        )}
        <Stat
          label={`All of ${before}`}
          value={
            hasUsage(previous.totals) ? (
              <SpendCost compact="large" totals={previous.totals} receipt={receiptOfPeriod(previous.period, before)} />
            ) : (
              "–"
            )
          }
          hint={!hasUsage(previous.totals) && "no usage"}
        />
      </div>
      {budget && <BudgetLine budget={budget} month={month} />}
      {isUnpriced(soFar) ? (
        <NothingPriced />
      ) : (
        <CumulativeChart
          caption={`Spend adding up over ${name}`}
          data={forecastChart(month, { actual: name, before }, budget)}
        />
      )}
    </Card>
  );
}

/** An amount, or the two between which it is expected where costs are not exact. */
function Expected({ forecast: { expected, expectedHigh } }: { forecast: Forecast }) {
  return <CostBetween low={usdString(expected)} high={usdString(expectedHigh)} compact="large" />;
}

/** How much of the month's budget is spent, and expected to be. */
function BudgetLine({ budget, month }: { budget: Budget; month: PeriodForecast }) {
  const { soFar, outcome } = month;
  const expected = outcome.kind === "forecast" ? shareOf(outcome.forecast.expected, budget.amount) : null;
  return (
    <p className="mb-4 text-sm">
      {isIncomplete(soFar) && "At least "}
      <strong className="font-semibold tabular-nums">
        {shareInWords(shareOf(soFar.cost, budget.amount), shareOf(soFar.costHigh, budget.amount))}
      </strong>{" "}
      of the budget of <Cost femto={budget.amount} /> is spent
      {expected !== null && (
        <span className={expected >= 1 ? "font-medium text-danger" : "text-muted"}>
          , {formatShare(expected)} expected by the end
        </span>
      )}
      .{" "}
      <Link href={`/budgets/${budget.id}`} className="font-medium text-accent hover:underline">
        {budget.name}
      </Link>
    </p>
  );
}

/** The card goes by the calendar, whatever period the rest of the page is about. */
function describe({ knownUntil, timeZone, period }: PeriodForecast): string {
  const part = knownUntil && knownUntil > period.from ? { from: period.from, to: knownUntil } : period;
  return `${formatPeriod(part, timeZone)}, whatever period is chosen above`;
}
