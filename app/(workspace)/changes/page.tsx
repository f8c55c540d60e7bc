import type { Metadata } from "next";
import { CustomRange } from "@/components/filters/custom-range";
import { FilterRow } from "@/components/filters/filter-row";
import { NothingFound } from "@/components/filters/nothing-found";
import { hrefWith, type PageParams, toSearchParams } from "@/components/filters/page-params";
import { NothingPriced } from "@/components/money/nothing-priced";
import { buttonLook } from "@/components/ui/button-look";
import { Card } from "@/components/ui/card";
import { Icon } from "@/components/ui/icon";
import { PageHeader } from "@/components/ui/page-header";
import { SegmentedLinks } from "@/components/ui/segmented-links";
import { requireMember } from "@/lib/auth/current-member";
import { dimensionValues } from "@/lib/db/queries/dimensions/dimension-values";
import { getChangeCells } from "@/lib/db/queries/spend/get-changes";
import { organizationState } from "@/lib/db/queries/spend/organization-state";
import { CHANGES_BY, changesOf } from "@/lib/spend/changes/changes";
import { type ChangesAddress, changesFromAddress } from "@/lib/spend/changes/changes-question";
import { formatPeriod } from "@/lib/spend/format-time";
import { dateIn } from "@/lib/spend/period";
import { InvalidParameter } from "@/lib/spend/question-from-params";
import { NoUsageYet } from "../no-usage-yet";
import { SavedViews } from "../saved-views";
import { WrongAddress } from "../wrong-address";
import { CertaintyNotices } from "./certainty-notices";
import { ChangesTable } from "./changes-table";
import { WaterfallCard } from "./waterfall-card";

export const metadata: Metadata = { title: "What changed?" };

const PATH = "/changes";

export default async function ChangesPage({ searchParams }: { searchParams: Promise<PageParams> }) {
  const { organization, role } = await requireMember();
  const params = toSearchParams(await searchParams);
  const { usageUntil, asOf } = await organizationState(organization.id);
  const view = readView(params, organization.timeZone, usageUntil);
  if (view instanceof InvalidParameter) return <WrongAddress problem={view.message} path={PATH} />;
  if (asOf === null) {
    return (
      <NoUsageYet
        title="What changed?"
        canLoad={role !== "viewer"}
        heading="Why is it more than last month?"
        description="The difference between two periods, split to the cent into volume, model mix, tokens per request, caching and price."
      />
    );
  }
  const { question, before, after, preset } = view;
  const periods = { before, after, timeZone: question.timeZone };
  const { filters, not = {} } = question;
  const [cells, values] = await Promise.all([
    getChangeCells(organization.id, { ...periods, filters, not }),
    dimensionValues(organization.id),
  ]);
  const changes = changesOf(periods, cells);
  return (
    <>
      <PageHeader
        title="What changed?"
        description={`${formatPeriod(after, question.timeZone)} against ${formatPeriod(before, question.timeZone)} · ${question.timeZone}`}
        actions={
          <>
            <SavedViews page="changes" params={params} />
            <a
              href={hrefWith("/api/v1/spend/changes", params, { tz: question.timeZone, format: "csv" })}
              className={buttonLook({ size: "sm" })}
            >
              <Icon name="download" />
              CSV
            </a>
          </>
        }
      />
      <FilterRow path={PATH} params={params} preset={preset} question={question} values={values}>
        <ComparedWith params={params} view={view} />
      </FilterRow>
      {changes.totals.before.requests === 0n && changes.totals.after.requests === 0n && cells.cells.length === 0 ? (
        <NothingFound path={PATH} params={params} />
      ) : (
        <div className="flex flex-col gap-4">
          <CertaintyNotices changes={changes} />
          {cells.cells.length === 0 ? (
            <Card>
              <NothingPriced />
            </Card>
          ) : (
            <>
              <WaterfallCard path={PATH} params={params} changes={changes} />
              {CHANGES_BY.map((by) => (
                <ChangesTable key={by} path={PATH} params={params} by={by} periods={periods} changes={changes.by[by]} />
              ))}
            </>
          )}
        </div>
      )}
    </>
  );
}

function ComparedWith({ params, view }: { params: URLSearchParams; view: ChangesAddress }) {
  const { before, isPrevious, question } = view;
  return (
    <span className="flex flex-wrap items-center gap-2 print:hidden">
      <span className="text-sm text-muted">against</span>
      <SegmentedLinks
        label="Compared with"
        options={[
          {
            label: "the period before",
            href: hrefWith(PATH, params, { beforeFrom: null, beforeTo: null }),
            selected: isPrevious,
          },
        ]}
      />
      <CustomRange
        key={`${before.from.getTime()}-${before.to.getTime()}`}
        path={PATH}
        params={params.toString()}
        firstDay={dateIn(before.from, question.timeZone)}
        lastDay={dateIn(new Date(before.to.getTime() - 1), question.timeZone)}
        selected={!isPrevious}
        label="Other dates"
        names={["beforeFrom", "beforeTo"]}
        replaces={[]}
      />
    </span>
  );
}

function readView(
  params: URLSearchParams,
  timeZone: string,
  usageUntil: Date | null,
): ChangesAddress | InvalidParameter {
  try {
    return changesFromAddress(params, { timeZone, now: new Date() }, usageUntil);
  } catch (error) {
    if (error instanceof InvalidParameter) return error;
    throw error;
  }
}
