import type { Metadata } from "next";
import { spendStack } from "@/components/charts/spend-stack";
import { StackedChart } from "@/components/charts/stacked-chart";
import { FilterRow } from "@/components/filters/filter-row";
import { NothingFound } from "@/components/filters/nothing-found";
import { hrefWith, type PageParams, toSearchParams } from "@/components/filters/page-params";
import { NothingPriced } from "@/components/money/nothing-priced";
import { ButtonLink } from "@/components/ui/button-link";
import { buttonLook } from "@/components/ui/button-look";
import { Card } from "@/components/ui/card";
import { classNames } from "@/components/ui/class-names";
import { Icon } from "@/components/ui/icon";
import { PageHeader } from "@/components/ui/page-header";
import { requireMember } from "@/lib/auth/current-member";
import { dimensionValues } from "@/lib/db/queries/dimensions/dimension-values";
import { getSpend } from "@/lib/db/queries/spend/get-spend";
import { dimensionLabel } from "@/lib/spend/dimensions";
import { formatPeriod } from "@/lib/spend/format-time";
import { isUnpriced } from "@/lib/spend/format-totals";
import { groupTable } from "@/lib/spend/group-table";
import { measureOf } from "@/lib/spend/measure";
import { InvalidParameter } from "@/lib/spend/question-from-params";
import type { SpendAnswer } from "@/lib/spend/spend-question";
import { type TableQuestion, tableQuestion } from "@/lib/spend/table-question";
import { changesHref } from "../changes/changes-href";
import { NoUsageYet } from "../no-usage-yet";
import { SavedViews } from "../saved-views";
import { WrongAddress } from "../wrong-address";
import { ComparedWith, NOT_COMPARED } from "./compared-with";
import { Controls } from "./controls";
import { GroupBars } from "./group-bars";
import { GroupsTable } from "./groups-table";

export const metadata: Metadata = { title: "Explore" };

const PATH = "/explore";
const RECORDS = "/explore/records";

export default async function ExplorePage({ searchParams }: { searchParams: Promise<PageParams> }) {
  const { organization, role } = await requireMember();
  const params = toSearchParams(await searchParams);
  const view = readView(params, organization.timeZone);
  if (view instanceof InvalidParameter) return <WrongAddress problem={view.message} path={PATH} />;

  const { question, preset, measure } = view;
  const [answer, values] = await Promise.all([getSpend(organization.id, question), dimensionValues(organization.id)]);
  if (answer.asOf === null) {
    return (
      <NoUsageYet
        title="Explore"
        canLoad={role !== "viewer"}
        heading="Look at usage from every side"
        description="Any figure by any one or two of model, project, key, user or tag, over time or in sum, down to the single request."
      />
    );
  }
  const shared = { path: PATH, params, view };
  const isFound = answer.groups.length > 0 || (answer.previous?.groups.length ?? 0) > 0;
  const table = groupTable(answer, { measure, order: view.order, most: view.rows });
  return (
    <>
      <PageHeader
        title="Explore"
        description={describe(answer)}
        actions={
          <>
            <SavedViews page="explore" params={params} />
            <a
              href={hrefWith("/api/v1/spend/table", params, { tz: question.timeZone, format: "csv" })}
              className={buttonLook({ size: "sm" })}
            >
              <Icon name="download" />
              CSV
            </a>
          </>
        }
      />
      <FilterRow path={PATH} params={params} preset={preset} question={question} values={values}>
        <ComparedWith path={PATH} params={params} question={question} previous={answer.previous?.period ?? null} />
      </FilterRow>
      <div className="flex flex-col gap-4">
        <Card className="print:hidden">
          <Controls {...shared} values={values} />
        </Card>
        {isFound ? (
          <>
            <Card title={titleOf(view)} actions={<DrawingActions params={params} question={question} />}>
              <Drawing {...shared} answer={answer} values={values} />
            </Card>
            <Card
              flush
              title="Groups"
              description={table.others ? `The first ${table.rows.length}, and all others in one row.` : undefined}
            >
              <GroupsTable {...shared} table={table} of={answer} recordsPath={RECORDS} />
            </Card>
          </>
        ) : (
          <NothingFound path={PATH} params={params} />
        )}
      </div>
    </>
  );
}

/** Leads to why it differs from what it is compared with, and to the figures of a drawing over time. */
function DrawingActions({ params, question }: { params: URLSearchParams; question: TableQuestion["question"] }) {
  const { from, to, timeZone, granularity, groupBy, compare } = question;
  const asked = { from: from.toISOString(), to: to.toISOString(), tz: timeZone, groupBy: groupBy.join(",") };
  const others = { range: null, ...NOT_COMPARED, sort: null, rows: null, measure: null };
  return (
    <>
      {compare && (
        <ButtonLink size="sm" href={changesHref(params)}>
          What changed?
        </ButtonLink>
      )}
      {granularity !== "none" && (
        <a
          href={hrefWith("/api/v1/spend", params, { ...others, ...asked, granularity, format: "csv" })}
          className={classNames(buttonLook({ size: "sm" }), "print:hidden")}
        >
          <Icon name="download" />
          CSV<span className="sr-only"> over time</span>
        </a>
      )}
    </>
  );
}

interface DrawingProps {
  params: URLSearchParams;
  view: TableQuestion;
  answer: SpendAnswer;
  values: Awaited<ReturnType<typeof dimensionValues>>;
}

function Drawing({ params, view, answer, values }: DrawingProps) {
  const { granularity, groupBy } = view.question;
  if (measureOf(view.measure).unit === "usd" && isUnpriced(answer.totals)) {
    return <NothingPriced tokens={hrefWith(PATH, params, { measure: "tokens" })} />;
  }
  if (granularity === "none") return <GroupBars {...{ params, view, answer, values }} recordsPath={RECORDS} />;
  return (
    <StackedChart
      caption={`${titleOf(view)} over time`}
      data={spendStack({
        ...{ answer, granularity, measure: view.measure, path: PATH, params, now: new Date() },
        known: (groupBy[0] && values[groupBy[0]]) ?? [],
        press: { path: RECORDS, params: params.toString(), withTime: true, hint: "Press a bar for its records" },
      })}
    />
  );
}

function titleOf({ measure, question }: TableQuestion): string {
  const by = question.groupBy.map((dimension) => dimensionLabel(dimension, { inText: true })).join(" and ");
  return `${measureOf(measure).label} by ${by}`;
}

function describe({ period, timeZone, previous }: SpendAnswer): string {
  const compared = previous ? `, compared with ${formatPeriod(previous.period, timeZone)}` : "";
  return `${formatPeriod(period, timeZone)}${compared} · ${timeZone}`;
}

function readView(params: URLSearchParams, timeZone: string): TableQuestion | InvalidParameter {
  try {
    return tableQuestion(params, { timeZone, now: new Date() });
  } catch (error) {
    if (error instanceof InvalidParameter) return error;
    throw error;
  }
}
