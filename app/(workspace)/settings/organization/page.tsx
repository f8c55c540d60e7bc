import type { Metadata } from "next";
import { ButtonLink } from "@/components/ui/button-link";
import { Card } from "@/components/ui/card";
import { requireMember } from "@/lib/auth/current-member";
import { scopesOfRole } from "@/lib/auth/roles";
import { hasSampleData } from "@/lib/db/queries/batches/has-sample-data";
import { timeZones } from "@/lib/spend/time-zones";
import { AdminsOnly } from "../admins-only";
import { OrganizationForm } from "./organization-form";
import { SampleData } from "./sample-data";

export const metadata: Metadata = { title: "Organisation" };

export default async function OrganizationPage() {
  const { organization, role } = await requireMember();
  const scopes = scopesOfRole(role);
  const hasSample = await hasSampleData(organization.id);
  return (
    <>
      {!scopes.includes("admin") && <AdminsOnly what="change these settings" />}
      <Card title="Organisation" description="How reports are named and how days are cut.">
        <OrganizationForm
          key={organization.id}
          name={organization.name}
          timeZone={organization.timeZone}
          zones={timeZones()}
          disabled={!scopes.includes("admin")}
        />
      </Card>
      <Card
        title="Sample data"
        description="90 days of made-up usage of an imaginary company, to look around with. It is marked, and one click takes it out again."
        actions={scopes.includes("ingest") && <SampleData isLoaded={hasSample} />}
      >
        <p className="text-sm text-muted">{hasSample ? "Sample data is loaded." : "There is no sample data."}</p>
      </Card>
      <Card
        title="Another organisation"
        description="Usage, members, keys and prices of organisations are separate. You switch between them in the navigation."
        actions={
          <ButtonLink size="sm" href="/organizations/new">
            New organisation
          </ButtonLink>
        }
      >
        <p className="text-sm text-muted">You are {role} of this one.</p>
      </Card>
    </>
  );
}
