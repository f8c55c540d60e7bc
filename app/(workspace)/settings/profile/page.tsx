import type { Metadata } from "next";
import { Card } from "@/components/ui/card";
import { requireMember } from "@/lib/auth/current-member";
import { getProfile } from "@/lib/auth/profile";
import { NameForm } from "./name-form";
import { PasswordForm } from "./password-form";

export const metadata: Metadata = { title: "Profile" };

export default async function ProfilePage() {
  const { user } = await requireMember();
  const profile = await getProfile(user.id);
  return (
    <>
      <Card title="Profile" description={profile.email}>
        <NameForm name={profile.name ?? ""} />
        {profile.providers.length > 0 && (
          <p className="mt-4 text-sm text-muted">Connected sign-in: {profile.providers.join(", ")}.</p>
        )}
      </Card>
      <Card
        title={profile.hasPassword ? "Change the password" : "Set a password"}
        description="All your other sessions end with it."
      >
        <PasswordForm email={profile.email} hasPassword={profile.hasPassword} />
      </Card>
    </>
  );
}
