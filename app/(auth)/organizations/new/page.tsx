import type { Metadata } from "next";
import { Card } from "@/components/ui/card";
import { optionalMember, requireUser } from "@/lib/auth/current-member";
import { timeZones } from "@/lib/spend/time-zones";
import { NewOrganizationForm } from "./new-organization-form";

export const metadata: Metadata = { title: "New organisation" };

export default async function NewOrganizationPage() {
  const user = await requireUser();
  const isFirst = (await optionalMember()) === null;
  return (
    <>
      <div className="text-center">
        <h1 className="text-2xl font-semibold tracking-tight">New organisation</h1>
        <p className="mt-1.5 text-muted">
          {isFirst
            ? `${user.email} is not a member of an organisation yet. Create one, or ask for an invitation.`
            : null}
          {!isFirst && "Its usage, members and keys are separate from your other organisations’."}
        </p>
      </div>
      <Card>
        <NewOrganizationForm zones={timeZones()} canCancel={!isFirst} />
      </Card>
    </>
  );
}
