import type { Metadata } from "next";
import { FilterRow } from "@/components/filters/filter-row";
import { NothingFound } from "@/components/filters/nothing-found";
import { type PageParams, toSearchParams } from "@/components/filters/page-params";
import { TopTable } from "@/components/tables/top-table";
import { PageHeader } from "@/components/ui/page-header";
import { requireMember } from "@/lib/auth/current-member";
import { hasSampleData } from "@/lib/db/queries/batches/has-sample-data";
import { dimensionValues } from "@/lib/db/queries/dimensions/dimension-values";
import { getSpend } from "@/lib/db/queries/spend/get-spend";
import { formatDateTime, formatPeriod } from "@/lib/spend/format-time";
import { InvalidParameter } from "@/lib/spend/question-from-params";
import { NoUsageYet } from "../no-usage-yet";
import { WrongAddress } from "../wrong-address";
import { CacheCard } from "./cache-card";
import { CoverageNotice } from "./coverage-notice";
import { type OverviewView, overviewView } from "./overview-view";
import { SampleDataNotice } from "./sample-data-notice";
import { SpendChart } from "./spend-chart";
import { TokensCard } from "./tokens-card";
import { TotalsRow } from "./totals-row";

export const metadata: Metadata = { title: "Overview" };

const PATH = "/overview";

/** What the tables rank. */
const RANKED = ["model", "project", "apiKey", "user"] as const;

export default async function OverviewPage({ searchParams }: { searchParams: Promise<PageParams> }) {
  const { organization, role } = await requireMember();
  const params = toSearchParams(await searchParams);
  const view = readView(params, organization.timeZone);
  if (view instanceof InvalidParameter) return <WrongAddress problem={view.message} path={PATH} />;

  const { question, preset } = view;
  const [answer, values, sample, ...ranked] = await Promise.all([
    getSpend(organization.id, question),
    dimensionValues(organization.id),
    hasSampleData(organization.id),
    ...RANKED.map((dimension) => getSpend(organization.id, { ...question, granularity: "none", groupBy: [dimension] })),
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
      />
      <FilterRow {...shared} preset={preset} question={question} values={values} />
      <div className="flex flex-col gap-4">
        {sample && <SampleDataNotice canRemove={role !== "viewer"} />}
        {answer.totals.requests === 0n && answer.groups.length === 0 ? (
          <NothingFound {...shared} />
        ) : (
          <>
            <CoverageNotice {...shared} answer={answer} byModel={ranked[0] ?? answer} />
            <TotalsRow params={params} answer={answer} />
            <SpendChart {...shared} view={view} answer={answer} known={values[view.dimension] ?? []} />
            <div className="grid gap-4 lg:grid-cols-2">
              <TokensCard totals={answer.totals} />
              <CacheCard answer={answer} />
              {ranked.map((one, index) => {
                const dimension = RANKED[index] ?? "model";
                return <TopTable key={dimension} {...shared} dimension={dimension} answer={one} />;
              })}
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
