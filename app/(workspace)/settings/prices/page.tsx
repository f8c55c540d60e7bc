import type { Metadata } from "next";
import type { PageParams } from "@/components/filters/page-params";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { requireMember } from "@/lib/auth/current-member";
import { scopesOfRole } from "@/lib/auth/roles";
import { listStatedAliases, type StatedAlias } from "@/lib/db/queries/price-book/list-model-aliases";
import { listStatedOverrides, type StatedOverride } from "@/lib/db/queries/price-book/list-price-overrides";
import { listReprices } from "@/lib/db/queries/reprices/find-reprices";
import { repricesToJson } from "@/lib/db/queries/reprices/reprice-to-json";
import type { ModelAlias } from "@/lib/pricing/match-model";
import { overridePriceToJson } from "@/lib/pricing/override-price";
import type { PriceOverride } from "@/lib/pricing/price-book";
import { perMillion } from "@/lib/pricing/rate-card";
import { formatDate } from "@/lib/spend/format-time";
import { dateFromInstant, type Instant } from "@/lib/usage/instant";
import { AdminsOnly } from "../admins-only";
import { DeleteEntry } from "./delete-entry";
import { dateInForm } from "./form-dates";
import { HistoryCard, type Withdrawn } from "./history-card";
import { type AliasForm, NewAliasButton } from "./new-alias-button";
import { NewOverrideButton, type OverrideForm } from "./new-override-button";
import { RepricesCard } from "./reprices-card";

export const metadata: Metadata = { title: "Prices" };

export default async function PricesPage({ searchParams }: { searchParams: Promise<PageParams> }) {
  const { name } = await searchParams;
  const { organization, role } = await requireMember();
  const isAdmin = scopesOfRole(role).includes("admin");
  const [allOverrides, allAliases, reprices] = await Promise.all([
    listStatedOverrides(organization.id, true),
    listStatedAliases(organization.id, true),
    listReprices(organization.id).then((rows) => repricesToJson(organization.id, rows, { groups: false })),
  ]);
  const overrides = allOverrides.filter(({ withdrawnAt }) => withdrawnAt === null);
  const aliases = allAliases.filter(({ withdrawnAt }) => withdrawnAt === null);
  const validity = (one: { validFrom: Instant | null; validTo: Instant | null }) => {
    const date = (at: Instant) => formatDate(dateFromInstant(at), organization.timeZone);
    if (one.validFrom === null && one.validTo === null) return "always";
    return `${one.validFrom === null ? "" : `from ${date(one.validFrom)}`} ${one.validTo === null ? "" : `until ${date(one.validTo)}`}`.trim();
  };
  return (
    <>
      {!isAdmin && <AdminsOnly what="change prices" />}
      <Card
        title="Your prices"
        description="What you pay where it differs from the list price. They price what comes in from now on; stored costs stay."
        actions={isAdmin && <NewOverrideButton />}
        flush
      >
        {overrides.length === 0 ? (
          <EmptyState
            icon="models"
            title="List prices everywhere"
            description="Add a discount or rates of your own for a model, for everything or for one project."
          />
        ) : (
          <Table caption="Your prices">
            <thead>
              <Tr>
                <Th>Model</Th>
                <Th>Price</Th>
                <Th className="hidden @xl:table-cell">Holds</Th>
                <Th>
                  <span className="sr-only">Actions</span>
                </Th>
              </Tr>
            </thead>
            <tbody>
              {overrides.map(({ override: one, createdBy }) => (
                <Tr key={one.id}>
                  <Td>
                    <span className="block font-medium wrap-anywhere">
                      {one.provider}/{one.model}
                    </span>
                    <span className="block text-sm text-muted">
                      {one.project === null ? "all projects" : `project ${one.project}`}
                      {one.serviceTier && ` · ${one.serviceTier}`}
                      {one.note && ` · ${one.note}`}
                      {createdBy && ` · by ${createdBy}`}
                    </span>
                  </Td>
                  <Td className="tabular-nums">{priceText(one.price)}</Td>
                  <Td className="hidden text-muted @xl:table-cell">{validity(one)}</Td>
                  <Td className="text-right">
                    {isAdmin && (
                      <span className="inline-flex flex-wrap justify-end gap-2">
                        <NewOverrideButton replaces={overrideForm(one)} />
                        <DeleteEntry path={`/api/v1/price-overrides/${one.id}`} name={`${one.provider}/${one.model}`} />
                      </span>
                    )}
                  </Td>
                </Tr>
              ))}
            </tbody>
          </Table>
        )}
      </Card>
      <Card
        title="Model names"
        description="Names that only you use, such as deployments, and the models they stand for."
        actions={isAdmin && <NewAliasButton named={typeof name === "string" && name !== "" ? name : undefined} />}
        flush
      >
        {aliases.length === 0 ? (
          <EmptyState
            icon="switch"
            title="No names of your own"
            description="A name nobody knows is unpriced. Say here which model it stands for."
          />
        ) : (
          <Table caption="Model names">
            <thead>
              <Tr>
                <Th>Name</Th>
                <Th>Is model</Th>
                <Th className="hidden @xl:table-cell">Holds</Th>
                <Th>
                  <span className="sr-only">Actions</span>
                </Th>
              </Tr>
            </thead>
            <tbody>
              {aliases.map(({ alias: one, createdBy }) => (
                <Tr key={one.id}>
                  <Td className="font-mono text-sm wrap-anywhere">
                    {one.provider && `${one.provider}/`}
                    {one.pattern}
                  </Td>
                  <Td className="font-medium wrap-anywhere">
                    {one.targetProvider}/{one.targetModel}
                    {createdBy && (
                      <span className="block text-sm font-normal break-normal text-muted">by {createdBy}</span>
                    )}
                  </Td>
                  <Td className="hidden text-muted @xl:table-cell">{validity(one)}</Td>
                  <Td className="text-right">
                    {isAdmin && (
                      <span className="inline-flex flex-wrap justify-end gap-2">
                        <NewAliasButton replaces={aliasForm(one)} />
                        <DeleteEntry path={`/api/v1/model-aliases/${one.id}`} name={one.pattern} />
                      </span>
                    )}
                  </Td>
                </Tr>
              ))}
            </tbody>
          </Table>
        )}
      </Card>
      <RepricesCard reprices={reprices} timeZone={organization.timeZone} isAdmin={isAdmin} />
      <HistoryCard withdrawn={withdrawnOf(allOverrides, allAliases)} timeZone={organization.timeZone} />
    </>
  );
}

/** What does not count any more, the newest first. */
function withdrawnOf(overrides: readonly StatedOverride[], aliases: readonly StatedAlias[]): Withdrawn[] {
  const entries = [
    ...overrides.map(({ override, ...statement }) => ({
      ...statement,
      id: override.id,
      text: `${override.provider}/${override.model}: ${priceText(override.price)}`,
    })),
    ...aliases.map(({ alias, ...statement }) => ({
      ...statement,
      id: alias.id,
      text: `${alias.pattern} is ${alias.targetProvider}/${alias.targetModel}`,
    })),
  ];
  return entries
    .flatMap(({ withdrawnAt, replacedBy, ...entry }) =>
      withdrawnAt === null ? [] : [{ ...entry, withdrawnAt, isReplaced: replacedBy !== null }],
    )
    .sort((a, b) => b.withdrawnAt.getTime() - a.withdrawnAt.getTime())
    .slice(0, MOST_SHOWN);
}

/** What the form of a name begins with when it is changed. */
function aliasForm({ provider, validFrom, validTo, ...alias }: ModelAlias): AliasForm {
  return { ...alias, provider: provider ?? "", validFrom: dateInForm(validFrom), validTo: dateInForm(validTo) };
}

/** What the form of a price begins with when it is changed. */
function overrideForm(override: PriceOverride): OverrideForm {
  const { id, provider, model, project, note, price, validFrom, validTo, serviceTier } = override;
  const rate = (value: bigint | null) => (value === null ? "" : perMillion(value));
  return {
    ...{ id, provider, model, project: project ?? "", note: note ?? "", kind: price.kind },
    ...{ validFrom: dateInForm(validFrom), validTo: dateInForm(validTo) },
    percent: price.kind === "multiplier" ? String(Number((price.numerator * 10_000n) / price.denominator) / 100) : "",
    input: price.kind === "rates" ? rate(price.rates.input) : "",
    cacheRead: price.kind === "rates" ? rate(price.rates.cacheRead) : "",
    output: price.kind === "rates" ? rate(price.rates.output) : "",
    stated: { price: overridePriceToJson(price), serviceTier },
  };
}

const MOST_SHOWN = 50;

function priceText(price: PriceOverride["price"]): string {
  if (price.kind === "multiplier") return `× ${Number(price.numerator) / Number(price.denominator)} of the list price`;
  const { input, cacheRead, output } = price.rates;
  const parts = [
    [input, "input"],
    [cacheRead, "cached"],
    [output, "output"],
  ] as const;
  const said = parts.flatMap(([rate, name]) => (rate === null ? [] : [`$${perMillion(rate)} ${name}`]));
  return `${said.join(", ")} per 1M`;
}
