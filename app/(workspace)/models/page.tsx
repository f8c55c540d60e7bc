import type { Metadata } from "next";
import { hrefWith, type PageParams, toSearchParams } from "@/components/filters/page-params";
import { receiptOfNames } from "@/components/receipts/receipt-query";
import { ButtonLink } from "@/components/ui/button-link";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { requireMember } from "@/lib/auth/current-member";
import { catalogueEntry, searchModels, supportedFeatures } from "@/lib/catalogue/catalogue";
import { freshnessOf } from "@/lib/catalogue/freshness";
import { catalogueId } from "@/lib/catalogue/resolve-model";
import { organizationPriceBook } from "@/lib/db/queries/price-book/organization-price-book";
import { unpricedModels } from "@/lib/db/queries/price-book/unpriced-models";
import { type ModelSpend, modelSpend } from "@/lib/db/queries/spend/model-spend";
import { LIBRARY } from "@/lib/pricing/layers/library";
import type { PriceBook } from "@/lib/pricing/price-book";
import { counted, formatCount } from "@/lib/spend/format-count";
import { formatUtcDay } from "@/lib/spend/format-time";
import type { Period } from "@/lib/spend/period";
import { DEFAULT_PRESET, presetPeriod } from "@/lib/spend/range-presets";
import { instantFromDate } from "@/lib/usage/instant";
import { CatalogueFilters } from "./catalogue-filters";
import { type CatalogueRow, shownRows } from "./catalogue-rows";
import { CatalogueTable } from "./catalogue-table";
import { catalogueView, isFiltered } from "./catalogue-view";
import { ChosenBar } from "./chosen-bar";
import { FreshnessNotice, type UsedFreshness } from "./freshness-notice";
import { PageLinks } from "./page-links";

export const metadata: Metadata = { title: "Models" };

const PATH = "/models";
const ROWS_A_PAGE = 50;

export default async function ModelsPage({ searchParams }: { searchParams: Promise<PageParams> }) {
  const { organization } = await requireMember();
  const params = toSearchParams(await searchParams);
  const view = catalogueView(params);
  const today = new Date();
  const book = await organizationPriceBook(organization.id);
  const period = presetPeriod(DEFAULT_PRESET, organization.timeZone, today);
  const [spend, unpriced] = await Promise.all([
    modelSpend(organization.id, book, period, organization.timeZone),
    unpricedModels(organization.id),
  ]);

  const rows = catalogueRows(book, spend, { period, timeZone: organization.timeZone });
  const shown = shownRows(rows, view);
  const pages = Math.max(1, Math.ceil(shown.length / ROWS_A_PAGE));
  const page = Math.min(view.page, pages);
  const providers = [...new Set(rows.map(({ entry }) => entry.provider))].sort();
  const features = [...new Set(rows.flatMap(({ features: known }) => known ?? []))].sort();
  const shared = { path: PATH, params };
  return (
    <>
      <PageHeader
        title="Models"
        description={
          <>
            {formatCount(rows.length)} models of {formatCount(providers.length)} providers. List prices in USD per
            million tokens; the price list is of {formatUtcDay(LIBRARY.published)}, {formatCount(ageInDays(today))} days
            old.
          </>
        }
      />
      {unpriced.length > 0 && (
        <Notice
          variant="warning"
          className="mb-4"
          actions={
            <ButtonLink size="sm" href="/models/unknown">
              See them
            </ButtonLink>
          }
        >
          {unpriced.length === 1 ? "One model you use has" : `${formatCount(unpriced.length)} models you use have`} no
          price.
        </Notice>
      )}
      <FreshnessNotice used={freshnessOfUsed(book, spend, rows)} />
      <div className="mb-3 flex flex-col gap-2 print:hidden">
        <CatalogueFilters params={params.toString()} view={view} providers={providers} features={features} />
      </div>
      <div className="mb-2 flex min-h-8 flex-wrap items-center justify-between gap-2">
        <p role="status" className="text-sm text-muted">
          {counted(shown.length, "model")}
          {view.sort === "use" && " · what you use most comes first"}
        </p>
        {isFiltered(view) && (
          <ButtonLink size="sm" variant="quiet" href={withoutFilters(params)} className="print:hidden">
            Clear filters
          </ButtonLink>
        )}
      </div>
      <Card flush>
        {shown.length === 0 ? (
          <EmptyState
            icon="search"
            title="No model is like that"
            description="Fewer words or filters find more. Models whose price, context or features are unknown are left out by those filters."
            actions={<ButtonLink href={withoutFilters(params)}>Clear filters</ButtonLink>}
          />
        ) : (
          <CatalogueTable {...shared} view={view} rows={shown.slice((page - 1) * ROWS_A_PAGE, page * ROWS_A_PAGE)} />
        )}
      </Card>
      <PageLinks {...shared} page={page} pages={pages} />
      <ChosenBar {...shared} chosen={view.chosen} />
    </>
  );
}

/** Every model of the price book, and those in use that are another seller's or the organisation's own. */
function catalogueRows(
  book: PriceBook,
  spend: ReadonlyMap<string, ModelSpend>,
  of: { period: Period; timeZone: string },
): CatalogueRow[] {
  const at = instantFromDate(new Date());
  const listed = searchModels(book, { text: "", provider: null });
  const ids = new Set(listed.map(catalogueId));
  const others = [...spend].filter(([id]) => !ids.has(id)).map(([, { match }]) => match);
  return [...listed, ...others].map((match) => {
    const used = spend.get(catalogueId(match));
    return {
      entry: catalogueEntry(book, match, at),
      features: supportedFeatures(match),
      used: used?.totals ?? null,
      receipt: used ? receiptOfNames(of, used.names) : null,
    };
  });
}

function ageInDays(today: Date): number {
  return Math.floor((today.getTime() - Date.parse(LIBRARY.published)) / 86_400_000);
}

/** How fresh the prices of models in use are, the dearest first. */
function freshnessOfUsed(
  book: PriceBook,
  spend: ReadonlyMap<string, ModelSpend>,
  rows: readonly CatalogueRow[],
): UsedFreshness[] {
  const now = instantFromDate(new Date());
  const names = new Map(rows.map(({ entry }) => [entry.id, entry.name]));
  return [...spend].flatMap(([id, { match }]) => {
    const freshness = freshnessOf(book, match, now);
    return freshness ? [{ id, name: names.get(id) ?? id, freshness }] : [];
  });
}

function withoutFilters(params: URLSearchParams): string {
  const names = ["search", "provider", "context", "price", "feature", "status", "page"];
  return hrefWith(PATH, params, Object.fromEntries(names.map((name) => [name, null])));
}
