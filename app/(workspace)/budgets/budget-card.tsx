import Link from "next/link";
import { Cost } from "@/components/money/cost";
import { SpendCost } from "@/components/money/spend-cost";
import { Card } from "@/components/ui/card";
import { boundsInWords, scopeInWords, shareInWords, unpricedInWords } from "@/lib/spend/budgets/alert-words";
import { type Budget, shareOf } from "@/lib/spend/budgets/budget";
import type { BudgetStanding } from "@/lib/spend/budgets/standing";
import { formatDate, formatPeriod } from "@/lib/spend/format-time";
import { isUnpriced } from "@/lib/spend/format-totals";
import { BudgetBar } from "./budget-bar";
import { headingWords } from "./standing-words";
import { StateBadge } from "./state-badge";

interface BudgetCardProps {
  budget: Budget;
  standing: BudgetStanding | null;
  /** Whether usage has ever named what it is for. */
  isKnown: boolean;
  /** Thresholds that have fired in this period. */
  fired: readonly number[];
  timeZone: string;
}

/** A budget with how it stands; its name leads to its page. */
export function BudgetCard({ budget, standing, isKnown, fired, timeZone }: BudgetCardProps) {
  return (
    <Card className="h-full">
      <div className="flex items-start justify-between gap-3">
        <div className="min-w-0">
          <h2 className="font-semibold">
            <Link href={`/budgets/${budget.id}`} className="break-words hover:underline">
              {budget.name}
            </Link>
          </h2>
          <p className="mt-0.5 text-sm break-words text-muted">
            Each {budget.unit}, {scopeInWords(budget.scope)}
            {standing && ` · ${formatPeriod(standing.period, timeZone)}`}
          </p>
        </div>
        <StateBadge state={standing?.state ?? null} />
      </div>
      {standing ? (
        <Figures budget={budget} standing={standing} timeZone={timeZone} />
      ) : (
        <p className="mt-4 text-sm text-muted">
          <Cost femto={budget.amount} /> from the {budget.unit} of{" "}
          {formatDate(new Date(`${budget.startsOn}T12:00:00Z`), "UTC")} on.
        </p>
      )}
      <p className="mt-2 text-xs text-muted">{thresholdWords(budget.thresholds, fired)}</p>
      {!isKnown && (
        <p className="mt-2 text-sm font-medium text-warning">
          No usage has ever named this {budget.scope?.dimension === "apiKey" ? "API key" : budget.scope?.dimension}: is
          it spelt as your usage has it?
        </p>
      )}
    </Card>
  );
}

function Figures({ budget, standing, timeZone }: { budget: Budget; standing: BudgetStanding; timeZone: string }) {
  const { spent, share, shareHigh, state, forecast } = standing;
  const [unpriced, bounds] = [unpricedInWords(spent), boundsInWords(spent)];
  return (
    <>
      <p className="mt-4 mb-2 flex flex-wrap items-baseline justify-between gap-x-3">
        <span>
          <span className="text-xl font-semibold tracking-tight">
            <SpendCost totals={spent} />
          </span>{" "}
          <span className="text-muted">
            of <Cost femto={budget.amount} />
          </span>
        </span>
        <span className="text-sm font-medium tabular-nums">
          {isUnpriced(spent) ? "not known" : shareInWords(share, shareHigh)}
        </span>
      </p>
      <BudgetBar
        label={`Spent of ${budget.name}`}
        share={share}
        shareHigh={shareHigh}
        expected={forecast && shareOf(forecast.expected, budget.amount)}
        state={state}
        thresholds={budget.thresholds}
      />
      <p className="mt-3 text-sm text-pretty text-muted">{headingWords(budget, standing, timeZone)}</p>
      {bounds && <p className="mt-1 text-sm text-muted">{bounds}</p>}
      {unpriced && (
        <p className="mt-1 text-sm font-medium text-warning">
          {isUnpriced(spent) ? "Nothing is known of the cost" : "A lower bound"}: {unpriced}
        </p>
      )}
    </>
  );
}

function thresholdWords(thresholds: readonly number[], fired: readonly number[]): string {
  const all = thresholds.map((percent) => `${percent}%${fired.includes(percent) ? " ✓" : ""}`).join(" · ");
  return `Tells at ${all}${fired.length > 0 ? " (✓ told)" : ""}`;
}
