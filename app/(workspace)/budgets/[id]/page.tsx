import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { z } from "zod";
import { CumulativeChart } from "@/components/charts/cumulative-chart";
import { forecastChart } from "@/components/charts/forecast-chart";
import { NothingPriced } from "@/components/money/nothing-priced";
import { ButtonLink } from "@/components/ui/button-link";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { requireMember } from "@/lib/auth/current-member";
import { scopesOfRole } from "@/lib/auth/roles";
import { firedThresholds } from "@/lib/db/queries/alerts/fired-thresholds";
import { listAlerts } from "@/lib/db/queries/alerts/list-alerts";
import { budgetHistory, budgetStanding, budgetsOfNothingKnown } from "@/lib/db/queries/budgets/budget-standings";
import { findBudget } from "@/lib/db/queries/budgets/find-budgets";
import { dimensionValues } from "@/lib/db/queries/dimensions/dimension-values";
import { usdString } from "@/lib/pricing/money";
import { scopeInWords } from "@/lib/spend/budgets/alert-words";
import { isUnpriced } from "@/lib/spend/format-totals";
import { AlertList } from "../alert-list";
import { BudgetButton } from "../budget-button";
import { BudgetCard } from "../budget-card";
import { DeleteBudget } from "../delete-budget";
import { HistoryTable } from "./history-table";

export const metadata: Metadata = { title: "Budget" };

const ALERTS = 50;

export default async function BudgetPage({ params }: { params: Promise<{ id: string }> }) {
  const { organization, role } = await requireMember();
  const { id: organizationId, timeZone } = organization;
  const id = z.uuid().safeParse((await params).id);
  const budget = id.success ? await findBudget(organizationId, id.data) : null;
  if (!budget) notFound();
  const now = new Date();
  const [current, history, unknown, alerts, values] = await Promise.all([
    budgetStanding(organizationId, timeZone, budget, now),
    budgetHistory(organizationId, timeZone, budget, now),
    budgetsOfNothingKnown(organizationId, [budget]),
    listAlerts(organizationId, ALERTS, null, budget.id),
    dimensionValues(organizationId),
  ]);
  const { standing = null, found } = current ?? {};
  const period = standing?.period.key;
  const fired = await firedThresholds(organizationId, period ? [{ budget, period }] : []);
  return (
    <>
      <PageHeader
        title={budget.name}
        description={`For each ${budget.unit} of ${timeZone}, ${scopeInWords(budget.scope)}${budget.createdBy ? ` · made by ${budget.createdBy}` : ""}`}
        actions={
          <>
            <ButtonLink size="sm" href="/budgets">
              All budgets
            </ButtonLink>
            {scopesOfRole(role).includes("admin") && (
              <>
                <BudgetButton budget={{ ...budget, amount: usdString(budget.amount) }} values={values} />
                <DeleteBudget id={budget.id} name={budget.name} />
              </>
            )}
          </>
        }
      />
      <div className="grid gap-4 lg:grid-cols-3">
        <BudgetCard
          budget={budget}
          standing={standing}
          isKnown={!unknown.has(budget.id)}
          fired={(fired.get(budget.id) ?? []).map(({ threshold }) => threshold)}
          timeZone={timeZone}
        />
        {found && budget.unit !== "day" && (
          <Card title={`This ${budget.unit}, adding up`} className="lg:col-span-2">
            {isUnpriced(found.soFar) ? (
              <NothingPriced />
            ) : (
              <CumulativeChart
                caption={`Spend of ${budget.name} adding up over the ${budget.unit}`}
                data={forecastChart(
                  found,
                  { actual: `This ${budget.unit}`, before: `The ${budget.unit} before` },
                  { name: "Budget", amount: budget.amount },
                )}
              />
            )}
          </Card>
        )}
        {history.length > 0 && (
          <Card
            title={`The ${budget.unit}s before`}
            description="Measured against the amount as it is today."
            className="lg:col-span-3"
            flush
          >
            <HistoryTable budget={budget} history={history} timeZone={timeZone} />
          </Card>
        )}
        <Card title="Alerts" className="lg:col-span-3" flush>
          {alerts.length > 0 ? (
            <AlertList alerts={alerts} budgets={[]} timeZone={timeZone} />
          ) : (
            <EmptyState
              icon="budgets"
              title="Nothing has fired yet"
              description={`When spend reaches ${budget.thresholds.map((percent) => `${percent}%`).join(", ")}, it says so here and on every channel.`}
            />
          )}
        </Card>
      </div>
    </>
  );
}
