import type { Metadata } from "next";
import { Suspense } from "react";
import { MOST_COMPARED } from "@/components/catalogue/model-href";
import { hrefWith, type PageParams, toSearchParams } from "@/components/filters/page-params";
import { ButtonLink } from "@/components/ui/button-link";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { SegmentedLinks } from "@/components/ui/segmented-links";
import { requireMember } from "@/lib/auth/current-member";
import { describeModel } from "@/lib/catalogue/describe-model";
import { organizationPriceBook } from "@/lib/db/queries/price-book/organization-price-book";
import { modelSpend } from "@/lib/db/queries/spend/model-spend";
import { DEFAULT_PRESET, presetPeriod } from "@/lib/spend/range-presets";
import { instantFromDate } from "@/lib/usage/instant";
import { ColumnHead } from "./column-head";
import { compareSections, withoutSameRows } from "./compare-rows";
import { CompareTable } from "./compare-table";
import { type CompareView, compareView } from "./compare-view";
import { LeftOutNotice } from "./left-out-notice";
import { ModelPicker } from "./model-picker";
import { YourTraffic, YourTrafficLoading } from "./your-traffic";

export const metadata: Metadata = { title: "Compare" };

const PATH = "/compare";

export default async function ComparePage({ searchParams }: { searchParams: Promise<PageParams> }) {
  const { organization } = await requireMember();
  const params = toSearchParams(await searchParams);
  const book = await organizationPriceBook(organization.id);
  const today = new Date();
  const now = instantFromDate(today);
  const view = compareView(params, book, now);
  const period = presetPeriod(DEFAULT_PRESET, organization.timeZone, today);
  const spend = await modelSpend(organization.id, book, period, organization.timeZone);

  const ids = view.columns.map(({ id }) => id);
  const models = view.columns.map(({ match }) => describeModel(book, match, now));
  const sections = compareSections(models);
  const shared = { ids, params: params.toString() };
  const traffic = { organizationId: organization.id, period, timeZone: organization.timeZone, ids, spend };
  return (
    <>
      <PageHeader
        title="Compare"
        description="Models side by side: what they cost, take and can do, and who says so."
        actions={ids.length < MOST_COMPARED && <ModelPicker {...shared} />}
      />
      <LeftOutNotice left={view.left} />
      {models.length === 0 ? (
        <NoModels />
      ) : (
        <>
          <Choices view={view} params={params} />
          <CompareTable
            columns={models.length}
            heads={models.map((model, index) => (
              <ColumnHead
                key={model.id}
                {...shared}
                id={model.id}
                name={model.name.value ?? model.model}
                deprecated={model.deprecated.value === true}
                ownPrice={isOwnPrice(view.columns[index])}
                removeHref={
                  ids.length > 1 ? hrefWith(PATH, params, { model: ids.filter((id) => id !== model.id) }) : null
                }
              />
            ))}
            first={
              spend.size > 0 && (
                <Suspense key={ids.join()} fallback={<YourTrafficLoading ids={ids} />}>
                  <YourTraffic {...traffic} />
                </Suspense>
              )
            }
            sections={view.onlyDifferences ? withoutSameRows(sections) : sections}
            showSources={view.showSources}
          />
        </>
      )}
    </>
  );

  function isOwnPrice(column: CompareView["columns"][number] | undefined): boolean {
    const standard = { serviceTier: null, region: null, project: null };
    return column !== undefined && book.card(column.match, standard, now)?.source.layer === "override";
  }
}

function Choices({ view, params }: { view: CompareView; params: URLSearchParams }) {
  return (
    <div className="mb-3 flex flex-wrap items-center gap-2 print:hidden">
      <SegmentedLinks
        label="Rows"
        options={[
          { label: "All rows", href: hrefWith(PATH, params, { rows: null }), selected: !view.onlyDifferences },
          {
            label: "Differences",
            href: hrefWith(PATH, params, { rows: "differences" }),
            selected: view.onlyDifferences,
          },
        ]}
      />
      <SegmentedLinks
        label="Sources"
        options={[
          { label: "Values", href: hrefWith(PATH, params, { sources: null }), selected: !view.showSources },
          { label: "With sources", href: hrefWith(PATH, params, { sources: "shown" }), selected: view.showSources },
        ]}
      />
      <p className="flex items-center gap-1.5 text-xs text-muted">
        <span aria-hidden="true" className="inline-block h-4 w-0.75 rounded-full bg-accent" />
        marks rows in which models differ
      </p>
    </div>
  );
}

function NoModels() {
  return (
    <Card>
      <EmptyState
        icon="compare"
        title="Nothing to compare"
        description="None of the models in the address is in the catalogue."
        actions={
          <>
            <ButtonLink variant="primary" href={PATH}>
              Compare GPT-4.1 mini, GPT-5 and GPT-4.1
            </ButtonLink>
            <ButtonLink href="/models">Look in the catalogue</ButtonLink>
          </>
        }
      />
    </Card>
  );
}
