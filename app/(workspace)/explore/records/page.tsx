import type { Metadata } from "next";
import { FilterRow } from "@/components/filters/filter-row";
import { NothingFound } from "@/components/filters/nothing-found";
import { hrefWith, type PageParams, toSearchParams } from "@/components/filters/page-params";
import { ButtonLink } from "@/components/ui/button-link";
import { buttonLook } from "@/components/ui/button-look";
import { Card } from "@/components/ui/card";
import { Icon } from "@/components/ui/icon";
import { PageHeader } from "@/components/ui/page-header";
import { SegmentedLinks } from "@/components/ui/segmented-links";
import { requireMember } from "@/lib/auth/current-member";
import { dimensionValues } from "@/lib/db/queries/dimensions/dimension-values";
import { listRecords } from "@/lib/db/queries/records/list-records";
import { writeRecordsCursor } from "@/lib/http/records-cursor";
import { formatPeriod } from "@/lib/spend/format-time";
import { SavedViews } from "../../saved-views";
import { WrongAddress } from "../../wrong-address";
import { RecordsTable } from "./records-table";
import { RECORDS_ON_A_PAGE, readRecordsView } from "./records-view";

export const metadata: Metadata = { title: "Records" };

const PATH = "/explore/records";

export default async function RecordsPage({ searchParams }: { searchParams: Promise<PageParams> }) {
  const { organization } = await requireMember();
  const params = toSearchParams(await searchParams);
  const view = readRecordsView(params, organization.timeZone, new Date());
  if ("problem" in view) return <WrongAddress problem={view.problem} path={PATH} />;

  const { question, preset, sort, after } = view;
  const { filters, not = {}, timeZone } = question;
  const [{ records, next }, values] = await Promise.all([
    listRecords(organization.id, { period: question, filters, not, sort, after, limit: RECORDS_ON_A_PAGE }),
    dimensionValues(organization.id),
  ]);
  const period = { range: null, from: question.from.toISOString(), to: question.to.toISOString(), tz: timeZone };
  return (
    <>
      <PageHeader
        title="Records"
        description={`${formatPeriod(question, timeZone)} · ${timeZone} · the ${sort === "cost" ? "dearest" : "newest"} first`}
        actions={
          <>
            <ButtonLink size="sm" href={hrefWith("/explore", params, { sort: null, cursor: null })}>
              Back to Explore
            </ButtonLink>
            <SavedViews page="records" params={params} />
            <a
              href={hrefWith("/api/v1/records", params, {
                ...{ ...period, sort, limit: String(RECORDS_ON_A_PAGE), format: "csv" },
              })}
              className={buttonLook({ size: "sm" })}
            >
              <Icon name="download" />
              CSV
            </a>
          </>
        }
      />
      <FilterRow path={PATH} params={withoutCursor(params)} preset={preset} question={question} values={values}>
        <span className="ml-auto print:hidden">
          <SegmentedLinks
            label="Order"
            options={[
              {
                label: "Dearest",
                href: hrefWith(PATH, params, { sort: null, cursor: null }),
                selected: sort === "cost",
              },
              {
                label: "Newest",
                href: hrefWith(PATH, params, { sort: "time", cursor: null }),
                selected: sort === "time",
              },
            ]}
          />
        </span>
      </FilterRow>
      {records.length === 0 ? (
        <NothingFound path={PATH} params={withoutCursor(params)} />
      ) : (
        <Card flush>
          <RecordsTable records={records} timeZone={timeZone} />
          {(after || next) && (
            <div className="flex justify-end gap-2 border-t border-line px-4 py-3 sm:px-5 print:hidden">
              {after && (
                <ButtonLink size="sm" href={hrefWith(PATH, params, { cursor: null })}>
                  First page
                </ButtonLink>
              )}
              {next && (
                <ButtonLink size="sm" href={hrefWith(PATH, params, { cursor: writeRecordsCursor(next, sort) })}>
                  Next page
                </ButtonLink>
              )}
            </div>
          )}
        </Card>
      )}
    </>
  );
}

function withoutCursor(params: URLSearchParams): URLSearchParams {
  const others = new URLSearchParams(params);
  others.delete("cursor");
  return others;
}
