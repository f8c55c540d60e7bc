import type { Metadata } from "next";
import { Card } from "@/components/ui/card";
import { requireMember } from "@/lib/auth/current-member";
import { scopesOfRole } from "@/lib/auth/roles";
import { providersWithTiers } from "@/lib/catalogue/providers-with-tiers";
import { catalogueId } from "@/lib/catalogue/resolve-model";
import { organizationPriceBook } from "@/lib/db/queries/price-book/organization-price-book";
import { listRateLimits } from "@/lib/db/queries/rate-limits/find-rate-limits";
import { AdminsOnly } from "../admins-only";
import { OwnLimitsCard } from "./own-limits-card";
import { TierSelect } from "./tier-select";

export const metadata: Metadata = { title: "Rate limits" };

export default async function RateLimitsPage() {
  const { organization, role } = await requireMember();
  const isAdmin = scopesOfRole(role).includes("admin");
  const [{ rateLimits, usageTiers }, book] = await Promise.all([
    listRateLimits(organization.id),
    organizationPriceBook(organization.id),
  ]);
  const models = book.models.flatMap(({ provider, id }) => {
    const match = book.model(provider, id);
    return match ? [catalogueId(match)] : [];
  });
  return (
    <>
      {!isAdmin && <AdminsOnly what="change rate limits" />}
      <Card
        title="Usage tier"
        description="What-ifs are held against the limits that the provider publishes for this tier, on models you have no limits of your own on."
      >
        <div className="flex flex-wrap gap-4">
          {providersWithTiers(book).map((provider) => (
            <TierSelect
              key={provider}
              provider={provider}
              stated={usageTiers.find((tier) => tier.provider === provider) ?? null}
              timeZone={organization.timeZone}
              disabled={!isAdmin}
            />
          ))}
        </div>
      </Card>
      <OwnLimitsCard limits={rateLimits} models={models} isAdmin={isAdmin} />
    </>
  );
}
