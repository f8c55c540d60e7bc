import type { Metadata } from "next";
import { type PageParams, toSearchParams } from "@/components/filters/page-params";
import { RangeFilter } from "@/components/filters/range-filter";
import { ButtonLink } from "@/components/ui/button-link";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { requireMember } from "@/lib/auth/current-member";
import { scopesOfRole } from "@/lib/auth/roles";
import { getBilledCosts } from "@/lib/db/queries/reconciliation/get-billed-costs";
import { getOverlaps } from "@/lib/db/queries/reconciliation/get-overlaps";
import { getToldDays } from "@/lib/db/queries/reconciliation/get-told-days";
import { questionFromAddress } from "@/lib/spend/question-from-address";
import { InvalidParameter } from "@/lib/spend/question-from-params";
import { WrongAddress } from "../../wrong-address";
import { BilledTable } from "./billed-table";
import { OverlapTable } from "./overlap-table";
import { ToldTable } from "./told-table";

export const metadata: Metadata = { title: "Reconciliation" };

const PATH = "/uploads/reconciliation";

/** A list stands beside every day, but what is chosen in one is not of that day alone. */
const CHOICE = " What you choose to count holds for every day.";

export default async function ReconciliationPage({ searchParams }: { searchParams: Promise<PageParams> }) {
  const { organization, role } = await requireMember();
  const params = toSearchParams(await searchParams);
  const address = readAddress(params, organization.timeZone);
  if (address instanceof InvalidParameter) return <WrongAddress problem={address.message} path={PATH} />;
  const { question, preset } = address;
  const canChoose = scopesOfRole(role).includes("admin");
  const [overlaps, told, billed] = await Promise.all([
    getOverlaps(organization.id, question),
    getToldDays(organization.id, question),
    getBilledCosts(organization.id, question),
  ]);
  return (
    <>
      <PageHeader
        title="Reconciliation"
        description="Usage that came twice counts once. What was billed stands beside what usage costs and is never added to it. Days are UTC, as providers bill."
        actions={
          <ButtonLink size="sm" href="/uploads">
            All uploads
          </ButtonLink>
        }
      />
      <div className="mb-4 flex flex-wrap items-center gap-2 print:hidden">
        <RangeFilter path={PATH} params={params} preset={preset} period={question} timeZone={question.timeZone} />
      </div>
      <div className="flex flex-col gap-4">
        <Card
          title="Exports and single requests"
          description={`The same usage as a provider’s own export and as single requests, by day, provider and project. One of the two is in the figures; the other is kept, and set aside.${canChoose ? CHOICE : ""}`}
          flush
        >
          {overlaps.length === 0 ? (
            <EmptyState
              icon="uploads"
              title="Nothing came twice"
              description="When an export of a provider’s account and single requests cover the same day, provider and project, they are shown here."
            />
          ) : (
            <OverlapTable overlaps={overlaps} canChoose={canChoose} />
          )}
        </Card>
        <Card
          title="Exports of the same usage"
          description={`Exports that tell of a day in other periods or by other dimensions. Of those that tell the same, the one that tells most is in the figures, and of equal ones the finest; the others are kept, and set aside.${canChoose ? CHOICE : ""}`}
          flush
        >
          {told.length === 0 ? (
            <EmptyState
              icon="uploads"
              title="No usage is told twice"
              description="When exports of a provider’s account tell of the same day in different ways, by model and by project for example, they are shown here."
            />
          ) : (
            <ToldTable days={told} canChoose={canChoose} />
          )}
        </Card>
        <Card
          title="Billed and computed"
          description="What providers billed, beside what the usage costs by the price book, and what was billed beyond that."
          flush
        >
          {billed.length === 0 ? (
            <EmptyState
              icon="uploads"
              title="No bills in this period"
              description="Upload a cost export of OpenAI or Anthropic, or a FOCUS export, to compare it with computed costs."
            />
          ) : (
            <BilledTable days={billed} />
          )}
        </Card>
      </div>
    </>
  );
}

function readAddress(params: URLSearchParams, timeZone: string) {
  try {
    return questionFromAddress(params, { timeZone, now: new Date() }, { groupBy: ["provider"] });
  } catch (error) {
    if (error instanceof InvalidParameter) return error;
    throw error;
  }
}
