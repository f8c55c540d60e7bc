import type { Metadata } from "next";
import { ButtonLink } from "@/components/ui/button-link";
import { Card } from "@/components/ui/card";
import { Notice } from "@/components/ui/notice";
import { optionalUser } from "@/lib/auth/current-member";
import { findInvitation } from "@/lib/auth/invitations";
import { JoinAsNewForm } from "./join-as-new-form";
import { JoinAsUser } from "./join-as-user";

export const metadata: Metadata = { title: "Invitation" };

const OVER = {
  accepted: "This invitation has been used. If it was you, sign in.",
  revoked: "This invitation was withdrawn. Ask for a new one.",
  expired: "This invitation has expired. Ask for a new one.",
} as const;

export default async function InvitationPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const [invitation, user] = await Promise.all([findInvitation(token), optionalUser()]);
  if (invitation?.state !== "open") {
    return (
      <>
        <h1 className="text-center text-2xl font-semibold tracking-tight">This invitation cannot be accepted</h1>
        <Notice
          variant="warning"
          actions={
            <ButtonLink size="sm" href="/sign-in">
              Sign in
            </ButtonLink>
          }
        >
          {invitation ? OVER[invitation.state] : "There is no such invitation. Was the link copied in full?"}
        </Notice>
      </>
    );
  }
  const { organizationName, email, role } = invitation;
  return (
    <>
      <div className="text-center">
        <h1 className="text-2xl font-semibold tracking-tight">Join {organizationName}</h1>
        <p className="mt-1.5 text-muted">You are invited to see what its LLM calls cost, as {withArticle(role)}.</p>
      </div>
      <Card>
        {user ? <JoinAsUser token={token} email={user.email} /> : <JoinAsNewForm token={token} email={email} />}
      </Card>
    </>
  );
}

function withArticle(role: string): string {
  return `${/^[aeiou]/.test(role) ? "an" : "a"} ${role}`;
}
