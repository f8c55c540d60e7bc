import type { Metadata } from "next";
import { Suspense } from "react";
import { FilterRow } from "@/components/filters/filter-row";
import { NothingFound } from "@/components/filters/nothing-found";
import { type PageParams, toSearchParams } from "@/components/filters/page-params";
import { TopTable } from "@/components/tables/top-table";
import { PageHeader } from "@/components/ui/page-header";
import { Skeleton } from "@/components/ui/skeleton";
import { requireMember } from "@/lib/auth/current-member";
import { hasSampleData } from "@/lib/db/queries/batches/has-sample-data";
import { monthBudget } from "@/lib/db/queries/budgets/find-budgets";
import { dimensionValues } from "@/lib/db/queries/dimensions/dimension-values";
import { getForecast } from "@/lib/db/queries/spend/get-forecast";
import { getSpend } from "@/lib/db/queries/spend/get-spend";
import { organizationState } from "@/lib/db/queries/spend/organization-state";
import { formatDateTime, formatPeriod } from "@/lib/spend/format-time";
import { InvalidParameter } from "@/lib/spend/question-from-params";
import { NoUsageYet } from "../no-usage-yet";
import { SavedViews } from "../saved-views";
import { WrongAddress } from "../wrong-address";
import { CacheCard } from "./cache-card";
import { CoverageNotice } from "./coverage-notice";
import { FreshnessNotice } from "./freshness-notice";
import { MonthCard } from "./month-card";
import { MoversCard } from "./movers-card";
import { type OverviewView, overviewView } from "./overview-view";
import { getRanking } from "./ranking";
import { SampleDataNotice } from "./sample-data-notice";
import { SpendChart } from "./spend-chart";
import { TokensCard } from "./tokens-card";
import { TopUsers } from "./top-users";
import { TotalsRow } from "./totals-row";

export const metadata: Metadata = { title: "Overview" };

const PATH = "/overview";

/** What the tables rank. Users are many, and come when they are there. */
const RANKED = ["model", "project", "apiKey"] as const;

export default async function OverviewPage({ searchParams }: { searchParams: Promise<PageParams> }) {
  const { organization, role } = await requireMember();
  const params = toSearchParams(await searchParams);
  const view = readView(params, organization.timeZone);
  if (view instanceof InvalidParameter) return <WrongAddress problem={view.message} path={PATH} />;

  const { question, preset } = view;
  const now = new Date();
  const { filters, not } = question;
  const isAll = Object.keys({ ...filters, ...not }).length === 0 && question.timeZone === organization.timeZone;
  const [answer, values, sample, state, month, budget, ...ranked] = await Promise.all([
    getSpend(organization.id, question),
    dimensionValues(organization.id),
    hasSampleData(organization.id),
    organizationState(organization.id),
    getForecast(organization.id, { unit: "month", filters, ...(not && { not }), timeZone: question.timeZone }, now),
    isAll ? monthBudget(organization.id, organization.timeZone, now) : null,
    ...RANKED.map((dimension) => getRanking(organization.id, question, dimension)),
  ]);
  if (answer.asOf === null) {
    return (
      <NoUsageYet
        title="Overview"
        canLoad={role !== "viewer"}
        heading="See where the money goes"
        description="Spend over time by model, project, key and user, what caching saved, and what has no price yet — from provider exports, API responses, logs, or your own CSV."
      />
    );
  }

  const shared = { path: PATH, params };
  return (
    <>
      <PageHeader
        title="Overview"
        description={
          <>
            {formatPeriod(question, question.timeZone)} · {question.timeZone} · last upload{" "}
            {formatDateTime(answer.asOf, question.timeZone)}
          </>
        }
        actions={<SavedViews page="overview" params={params} />}
      />
      <FilterRow {...shared} preset={preset} question={question} values={values} />
      <div className="flex flex-col gap-4">
        {sample && <SampleDataNotice canRemove={role !== "viewer"} />}
        <FreshnessNotice
          {...{ now, timeZone: question.timeZone, usageUntil: state.usageUntil, canUpload: role !== "viewer" }}
        />
        {answer.totals.requests === 0n && answer.groups.length === 0 ? (
          <NothingFound {...shared} />
        ) : (
          <>
            <CoverageNotice {...shared} answer={answer} byModel={ranked[0] ?? answer} />
            <div className="grid gap-4 lg:grid-cols-3">
              <div className="min-w-0 lg:col-span-2">
                <MonthCard params={params} month={month} budget={budget} />
              </div>
              <CacheCard answer={answer} />
            </div>
            <TotalsRow params={params} answer={answer} />
            <SpendChart {...shared} view={view} answer={answer} values={values} />
            <div className="grid gap-4 xl:grid-cols-3">
              <div className="min-w-0 xl:col-span-2">
                <MoversCard {...shared} answers={ranked.slice(0, 2)} />
              </div>
              <TokensCard totals={answer.totals} />
            </div>
            <div className="grid gap-4 lg:grid-cols-2">
              {ranked.map((one, index) => {
                const dimension = RANKED[index] ?? "model";
                return <TopTable key={dimension} {...shared} dimension={dimension} answer={one} />;
              })}
              <Suspense fallback={<Skeleton className="h-96" />}>
                <TopUsers {...shared} organizationId={organization.id} question={question} />
              </Suspense>
            </div>
          </>
        )}
      </div>
    </>
  );
}

function readView(params: URLSearchParams, timeZone: string): OverviewView | InvalidParameter {
  try {
    return overviewView(params, timeZone, new Date());
  } catch (error) {
    if (error instanceof InvalidParameter) return error;
    throw error;
  }
}
