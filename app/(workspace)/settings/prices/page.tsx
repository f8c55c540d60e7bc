import type { Metadata } from "next";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { requireMember } from "@/lib/auth/current-member";
import { scopesOfRole } from "@/lib/auth/roles";
import { listModelAliases } from "@/lib/db/queries/price-book/list-model-aliases";
import { listPriceOverrides } from "@/lib/db/queries/price-book/list-price-overrides";
import type { PriceOverride } from "@/lib/pricing/price-book";
import { perMillion } from "@/lib/pricing/rate-card";
import { formatDate } from "@/lib/spend/format-time";
import { dateFromInstant, type Instant } from "@/lib/usage/instant";
import { AdminsOnly } from "../admins-only";
import { DeleteEntry } from "./delete-entry";
import { NewAliasButton } from "./new-alias-button";
import { NewOverrideButton } from "./new-override-button";

export const metadata: Metadata = { title: "Prices" };

export default async function PricesPage() {
  const { organization, role } = await requireMember();
  const isAdmin = scopesOfRole(role).includes("admin");
  const [overrides, aliases] = await Promise.all([
    listPriceOverrides(organization.id),
    listModelAliases(organization.id),
  ]);
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
                <Th className="hidden sm:table-cell">Holds</Th>
                <Th>
                  <span className="sr-only">Actions</span>
                </Th>
              </Tr>
            </thead>
            <tbody>
              {overrides.map((one) => (
                <Tr key={one.id}>
                  <Td>
                    <span className="block font-medium break-all">
                      {one.provider}/{one.model}
                    </span>
                    <span className="block text-sm text-muted">
                      {one.project === null ? "all projects" : `project ${one.project}`}
                      {one.serviceTier && ` · ${one.serviceTier}`}
                      {one.note && ` · ${one.note}`}
                    </span>
                  </Td>
                  <Td className="tabular-nums">{priceText(one.price)}</Td>
                  <Td className="hidden text-muted sm:table-cell">{validity(one)}</Td>
                  <Td className="text-right">
                    {isAdmin && (
                      <DeleteEntry path={`/api/v1/price-overrides/${one.id}`} name={`${one.provider}/${one.model}`} />
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
        actions={isAdmin && <NewAliasButton />}
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
                <Th className="hidden sm:table-cell">Holds</Th>
                <Th>
                  <span className="sr-only">Actions</span>
                </Th>
              </Tr>
            </thead>
            <tbody>
              {aliases.map((one) => (
                <Tr key={one.id}>
                  <Td className="font-mono text-sm break-all">
                    {one.provider && `${one.provider}/`}
                    {one.pattern}
                  </Td>
                  <Td className="font-medium break-all">
                    {one.targetProvider}/{one.targetModel}
                  </Td>
                  <Td className="hidden text-muted sm:table-cell">{validity(one)}</Td>
                  <Td className="text-right">
                    {isAdmin && <DeleteEntry path={`/api/v1/model-aliases/${one.id}`} name={one.pattern} />}
                  </Td>
                </Tr>
              ))}
            </tbody>
          </Table>
        )}
      </Card>
    </>
  );
}

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
