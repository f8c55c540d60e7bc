import type { Metadata } from "next";
import Link from "next/link";
import { hrefWith } from "@/components/filters/page-params";
import { UNPRICED_REASONS } from "@/components/receipts/receipt-answers";
import { Badge } from "@/components/ui/badge";
import { ButtonLink } from "@/components/ui/button-link";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { requireMember } from "@/lib/auth/current-member";
import { scopesOfRole } from "@/lib/auth/roles";
import { type UnpricedModel, unpricedModels } from "@/lib/db/queries/price-book/unpriced-models";
import { counted, formatCount } from "@/lib/spend/format-count";
import { formatDate, formatDateTime } from "@/lib/spend/format-time";
import { StateButton } from "./state-button";

export const metadata: Metadata = { title: "Without a price" };

export default async function UnknownModelsPage() {
  const { organization, role } = await requireMember();
  const models = await unpricedModels(organization.id);
  const isAdmin = scopesOfRole(role).includes("admin");
  return (
    <>
      <PageHeader
        title="Without a price"
        description="What you use that the price book has no price for. Say which model a name stands for, or what it costs: you see what that changes before anything changes."
        actions={<ButtonLink href="/settings/prices">Your prices and names</ButtonLink>}
      />
      <Card flush>
        {models.length === 0 ? (
          <EmptyState
            icon="check"
            title="Everything has a price"
            description="Usage whose model or price is unknown shows up here."
          />
        ) : (
          <Table caption="Usage without a price">
            <thead>
              <Tr>
                <Th>Model</Th>
                <Th numeric className="hidden @xl:table-cell">
                  Requests
                </Th>
                <Th numeric>Tokens</Th>
                <Th className="hidden @2xl:table-cell">Since</Th>
                <Th className="hidden @2xl:table-cell">Last</Th>
                {isAdmin && (
                  <Th>
                    <span className="sr-only">Actions</span>
                  </Th>
                )}
              </Tr>
            </thead>
            <tbody>
              {models.map((one) => (
                <ModelRow
                  key={`${one.provider}/${one.model} ${one.serviceTier}`}
                  one={one}
                  timeZone={organization.timeZone}
                  isAdmin={isAdmin}
                />
              ))}
            </tbody>
          </Table>
        )}
      </Card>
    </>
  );
}

interface ModelRowProps {
  one: UnpricedModel;
  timeZone: string;
  isAdmin: boolean;
}

function ModelRow({ one, timeZone, isAdmin }: ModelRowProps) {
  const { provider, model, serviceTier, reason, isKnownNow, requests, tokens, firstSeen, lastSeen } = one;
  const used = { provider, model };
  return (
    <Tr>
      <Th scope="row" className="align-top">
        <Link
          href={hrefWith("/overview", new URLSearchParams(), {
            "filter.model": model,
            "filter.provider": provider ?? "",
          })}
          prefetch={false}
          className="rounded-sm font-mono text-sm wrap-anywhere hover:underline"
        >
          {model || "not stated"}
        </Link>
        <span className="mt-0.5 block text-xs font-normal text-muted">
          {provider ?? "provider not stated"}
          {serviceTier && ` · ${serviceTier}`} · {reason ? (UNPRICED_REASONS[reason] ?? reason) : "not known why"}
        </span>
        <span className="block text-xs font-normal text-muted @2xl:hidden">
          <span className="@xl:hidden">{counted(requests, "request", { compact: true })} </span>since{" "}
          {formatDate(firstSeen, timeZone)}
        </span>
      </Th>
      <Td numeric className="hidden align-top @xl:table-cell">
        {formatCount(requests, { compact: true })}
      </Td>
      <Td numeric className="align-top">
        {formatCount(tokens, { compact: true })}
      </Td>
      <Td className="hidden align-top whitespace-nowrap text-muted @2xl:table-cell">
        {formatDate(firstSeen, timeZone)}
      </Td>
      <Td className="hidden align-top whitespace-nowrap text-muted @2xl:table-cell">
        {formatDateTime(lastSeen, timeZone)}
      </Td>
      {isAdmin && (
        <Td className="align-top">
          <span className="flex flex-wrap items-center justify-end gap-2 sm:flex-nowrap">
            {isKnownNow ? (
              <>
                <Badge variant="positive">has a price now</Badge>
                <StateButton kind="reprice" used={used}>
                  Price stored usage
                </StateButton>
              </>
            ) : (
              <>
                <StateButton kind="alias" used={used}>
                  It is …
                </StateButton>
                <StateButton kind="override" used={used}>
                  Price it
                </StateButton>
              </>
            )}
          </span>
        </Td>
      )}
    </Tr>
  );
}
