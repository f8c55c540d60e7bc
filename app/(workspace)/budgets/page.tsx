import type { Metadata } from "next";
import { ButtonLink } from "@/components/ui/button-link";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { requireMember } from "@/lib/auth/current-member";
import { scopesOfRole } from "@/lib/auth/roles";
import { firedThresholds } from "@/lib/db/queries/alerts/fired-thresholds";
import { listAlerts } from "@/lib/db/queries/alerts/list-alerts";
import { budgetStandings, budgetsOfNothingKnown } from "@/lib/db/queries/budgets/budget-standings";
import { listBudgets } from "@/lib/db/queries/budgets/find-budgets";
import { dimensionValues } from "@/lib/db/queries/dimensions/dimension-values";
import { AlertList } from "./alert-list";
import { BudgetButton } from "./budget-button";
import { BudgetCard } from "./budget-card";
import { BudgetsTabs } from "./budgets-tabs";

export const metadata: Metadata = { title: "Budgets" };

const LATEST = 5;

export default async function BudgetsPage() {
  const { organization, role } = await requireMember();
  const { id: organizationId, timeZone } = organization;
  const isAdmin = scopesOfRole(role).includes("admin");
  const budgets = await listBudgets(organizationId);
  const [standings, unknown, values, alerts] = await Promise.all([
    budgetStandings(organizationId, timeZone, budgets, new Date()),
    budgetsOfNothingKnown(organizationId, budgets),
    dimensionValues(organizationId),
    listAlerts(organizationId, LATEST, null),
  ]);
  const fired = await firedThresholds(
    organizationId,
    budgets.flatMap((budget, index) => {
      const period = standings[index]?.period.key;
      return period ? [{ budget, period }] : [];
    }),
  );
  return (
    <>
      <PageHeader
        title="Budgets"
        description={`What usage may cost, by days, weeks and months of ${timeZone}.`}
        actions={isAdmin && budgets.length > 0 && <BudgetButton values={values} />}
      />
      <BudgetsTabs />
      {budgets.length === 0 ? (
        <Card>
          <EmptyState
            icon="budgets"
            title="Know before it is spent"
            description={
              <>
                <p>
                  A budget says what the organisation, a project, a model, a key or a user may cost in a month, a week
                  or a day. You see how far it is and on which day it will be reached, and are told at 50%, 80% and
                  100%, or wherever you say.
                </p>
                {!isAdmin && <p className="mt-2">Owners and admins make budgets.</p>}
              </>
            }
            actions={
              isAdmin && (
                <>
                  <BudgetButton values={values} />
                  <ButtonLink size="sm" href="/settings/alerts">
                    Where alerts are sent
                  </ButtonLink>
                </>
              )
            }
          />
        </Card>
      ) : (
        <div className="grid gap-4 lg:grid-cols-2">
          {budgets.map((budget, index) => (
            <BudgetCard
              key={budget.id}
              budget={budget}
              standing={standings[index] ?? null}
              isKnown={!unknown.has(budget.id)}
              fired={(fired.get(budget.id) ?? []).map(({ threshold }) => threshold)}
              timeZone={timeZone}
            />
          ))}
        </div>
      )}
      {alerts.length > 0 && (
        <Card
          title="Latest alerts"
          className="mt-4"
          actions={
            <ButtonLink size="sm" href="/budgets/alerts">
              All alerts
            </ButtonLink>
          }
          flush
        >
          <AlertList alerts={alerts} budgets={budgets.map(({ id }) => id)} timeZone={timeZone} />
        </Card>
      )}
    </>
  );
}
