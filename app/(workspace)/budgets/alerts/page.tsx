import type { Metadata } from "next";
import { ButtonLink } from "@/components/ui/button-link";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { requireMember } from "@/lib/auth/current-member";
import { scopesOfRole } from "@/lib/auth/roles";
import { listAlerts } from "@/lib/db/queries/alerts/list-alerts";
import { listDeliveries } from "@/lib/db/queries/alerts/list-deliveries";
import { anomalyWatch } from "@/lib/db/queries/anomalies/anomaly-watch";
import { judgeUsage } from "@/lib/db/queries/anomalies/judge-usage";
import { budgetsToWatch } from "@/lib/db/queries/budgets/find-budgets";
import { AlertList } from "../alert-list";
import { BudgetsTabs } from "../budgets-tabs";
import { AnomaliesCard } from "./anomalies-card";
import { DeliveryTable } from "./delivery-table";

export const metadata: Metadata = { title: "Alerts" };

const SHOWN = 100;

export default async function AlertsPage() {
  const { organization, role } = await requireMember();
  const isAdmin = scopesOfRole(role).includes("admin");
  const watch = await anomalyWatch(organization.id);
  const [alerts, budgets, judged, deliveries] = await Promise.all([
    listAlerts(organization.id, SHOWN, null),
    budgetsToWatch(organization.id),
    judgeUsage(organization.id, watch, new Date()),
    isAdmin ? listDeliveries(organization.id, SHOWN, null) : [],
  ]);
  return (
    <>
      <PageHeader
        title="Alerts"
        description="What has fired, and what became of it on its way."
        actions={
          isAdmin && (
            <ButtonLink size="sm" href="/settings/alerts">
              Where alerts are sent
            </ButtonLink>
          )
        }
      />
      <BudgetsTabs />
      <div className="flex flex-col gap-4">
        <Card title="Alerts" description={alerts.length === SHOWN ? `The last ${SHOWN}.` : undefined} flush>
          {alerts.length > 0 ? (
            <AlertList alerts={alerts} budgets={budgets.map(({ id }) => id)} timeZone={organization.timeZone} />
          ) : (
            <EmptyState
              icon="budgets"
              title="Nothing has fired yet"
              description="When a budget reaches one of its thresholds, or a day costs much more than usual, it says so here and on every channel."
            />
          )}
        </Card>
        <AnomaliesCard watch={watch} judged={judged} timeZone={organization.timeZone} canChange={isAdmin} />
        {isAdmin && (
          <Card title="Delivery log" description="Kept for 90 days. What failed is tried again, up to 8 times." flush>
            {deliveries.length > 0 ? (
              <DeliveryTable deliveries={deliveries} timeZone={organization.timeZone} />
            ) : (
              <EmptyState
                icon="external"
                title="Nothing has been sent yet"
                description="Add a channel in the settings, and send a test to see it here."
              />
            )}
          </Card>
        )}
      </div>
    </>
  );
}
