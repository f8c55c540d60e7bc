import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { compareWithHref, modelHref } from "@/components/catalogue/model-href";
import { hrefWith } from "@/components/filters/page-params";
import { Badge } from "@/components/ui/badge";
import { ButtonLink } from "@/components/ui/button-link";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { requireMember } from "@/lib/auth/current-member";
import { describeModel } from "@/lib/catalogue/describe-model";
import { freshnessOf } from "@/lib/catalogue/freshness";
import { catalogueId, resolveModel } from "@/lib/catalogue/resolve-model";
import { listModelAliases } from "@/lib/db/queries/price-book/list-model-aliases";
import { organizationPriceBook } from "@/lib/db/queries/price-book/organization-price-book";
import { organizationLimits } from "@/lib/db/queries/rate-limits/find-rate-limits";
import { getSpend } from "@/lib/db/queries/spend/get-spend";
import { idOfUsage, type ModelSpend, modelSpend } from "@/lib/db/queries/spend/model-spend";
import type { MatchedModel } from "@/lib/pricing/match-model";
import type { PriceBook } from "@/lib/pricing/price-book";
import type { RateCard } from "@/lib/pricing/rate-card";
import { formatCount } from "@/lib/spend/format-count";
import type { Period } from "@/lib/spend/period";
import { DEFAULT_PRESET, presetPeriod } from "@/lib/spend/range-presets";
import { type Instant, instantFromDate } from "@/lib/usage/instant";
import { changeText } from "../freshness-notice";
import { dailyUse } from "./daily-use";
import { FactTable } from "./fact-table";
import { describingFacts, disputedFacts, listFacts, priceFacts } from "./model-facts";
import { NamesCard } from "./names-card";
import { priceHistory } from "./price-history";
import { PriceHistoryCard } from "./price-history-card";
import { PriceStats } from "./price-stats";
import { PricesCard } from "./prices-card";
import { hasLimits, RateLimitsCard } from "./rate-limits-card";
import { rateRows } from "./rate-rows";
import { UnknownModelPage } from "./unknown-model";
import { NoUse, YourUse } from "./your-use";

type Params = Promise<{ id: string[] }>;

export async function generateMetadata({ params }: { params: Params }): Promise<Metadata> {
  return { title: idOf(await params) };
}

export default async function ModelPage({ params }: { params: Params }) {
  const { organization } = await requireMember();
  const asked = idOf(await params);
  const book = await organizationPriceBook(organization.id);
  const today = new Date();
  const now = instantFromDate(today);
  const match = resolveModel(book, asked, now);
  if (match.kind === "unknown") return <UnknownModelPage id={asked} reason={match.reason} />;
  const id = catalogueId(match);
  if (id !== asked) redirect(modelHref(id));

  const period = presetPeriod(DEFAULT_PRESET, organization.timeZone, today);
  const [spend, aliases, kept] = await Promise.all([
    modelSpend(organization.id, book, period, organization.timeZone),
    listModelAliases(organization.id),
    organizationLimits(organization.id),
  ]);
  const used = spend.get(id);
  const model = describeModel(book, match, now);
  const name = model.name.value ?? model.model;
  const facts = describingFacts(model);
  const lists = [
    { title: "Endpoints", facts: listFacts(model, "endpoints") },
    { title: "Features", facts: listFacts(model, "features") },
    { title: "Tools", facts: listFacts(model, "tools") },
  ].filter((list) => list.facts.length > 0);
  const fresh = freshnessOf(book, match, now);
  const history = priceHistory(book.cardsOf(match.provider, match.model), now);
  const disputed = disputedFacts([...facts, ...lists.flatMap((list) => list.facts)]);
  const ownNames = aliases
    .filter(({ targetProvider, targetModel }) => isSameModel(book, `${targetProvider}/${targetModel}`, id, now))
    .map(({ pattern }) => pattern);
  return (
    <>
      <PageHeader
        title={
          <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
            {name}
            {used && <Badge variant="accent">in use</Badge>}
            {model.deprecated.value && <Badge variant="warning">deprecated</Badge>}
          </span>
        }
        description={
          <>
            <span className="block text-sm wrap-anywhere">{id}</span>
            {model.description ?? model.tagline.value}
          </>
        }
        actions={
          <>
            <ButtonLink href={hrefWith("/switch", new URLSearchParams(), { toModel: id })}>
              What if we switched?
            </ButtonLink>
            <ButtonLink variant="primary" href={compareWithHref(id)}>
              Compare
            </ButtonLink>
          </>
        }
      />
      <div className="flex flex-col gap-4">
        {disputed.length > 0 && (
          <Notice variant="warning" title="Sources disagree">
            About {disputed.map((one) => one.toLowerCase()).join(", ")}. Both are shown below; the first is the one in
            use.
          </Notice>
        )}
        {fresh?.next && <Notice>Its price {changeText(fresh.next)}.</Notice>}
        {fresh?.isOld && (
          <Notice variant="warning">
            Its price is {formatCount(fresh.ageInDays)} days old: compare it with the provider’s page, or take a newer
            price list.
          </Notice>
        )}
        <PriceStats facts={priceFacts(model)} />
        {used ? (
          <YourUse
            {...{ period, timeZone: organization.timeZone }}
            spend={used}
            chart={await chartOf(organization, book, period, { id, name, used })}
          />
        ) : (
          <NoUse name={name} />
        )}
        {history && <PriceHistoryCard data={history} />}
        <PricesCard rows={rateRows(cardsOf(book, match, now), now)} comments={model.priceComments} />
        <div className="*:mb-4 xl:columns-2 xl:gap-4">
          <FactTable title="What it is" facts={facts} />
          <NamesCard id={id} snapshots={model.snapshots} aliases={ownNames} />
          {lists.map((list) => (
            <FactTable key={list.title} {...list} />
          ))}
        </div>
        {model.rateLimits.filter(hasLimits).map((group) => (
          <RateLimitsCard
            key={group.abovePromptTokens ?? "all"}
            group={group}
            yours={kept.usageTiers[match.seller] ?? null}
            own={
              kept.ownLimits.find(
                (limit) => limit.model === id && limit.abovePromptTokens === group.abovePromptTokens,
              ) ?? null
            }
          />
        ))}
      </div>
    </>
  );
}

/** The id as the address has it; a sequence that is no text stays as it is. */
function idOf({ id }: { id: string[] }): string {
  const text = id.join("/");
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function isSameModel(book: PriceBook, name: string, id: string, now: Instant): boolean {
  const match = resolveModel(book, name, now);
  return match.kind === "matched" && catalogueId(match) === id;
}

/** Every list card with the organisation's own in front, which take precedence. */
function cardsOf(book: PriceBook, match: MatchedModel, now: Instant): RateCard[] {
  const listed = book.cardsOf(match.provider, match.model);
  const tiers = new Set(["default", ...listed.map(({ serviceTier }) => serviceTier)]);
  const own = [...tiers].flatMap((serviceTier) =>
    book
      .cardsFor(match, { serviceTier, region: null, project: null }, now)
      .filter(({ source }) => source.layer === "override"),
  );
  return [...own, ...listed];
}

async function chartOf(
  organization: { id: number; timeZone: string },
  book: PriceBook,
  period: Period,
  { id, name, used }: { id: string; name: string; used: ModelSpend },
) {
  const { series } = await getSpend(organization.id, {
    ...period,
    timeZone: organization.timeZone,
    granularity: "day",
    groupBy: ["provider", "model"],
    filters: { model: used.names.map((one) => one.name) },
    compare: null,
  });
  const at = instantFromDate(new Date(period.to.getTime() - 1));
  return dailyUse(series, (key) => idOfUsage(book, key, at)?.id === id, { name, timeZone: organization.timeZone });
}
