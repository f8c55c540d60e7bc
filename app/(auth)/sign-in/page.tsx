import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { Card } from "@/components/ui/card";
import { Notice } from "@/components/ui/notice";
import { optionalMember } from "@/lib/auth/current-member";
import { hasUsers } from "@/lib/auth/initial-owner";
import { signInMessage } from "@/lib/auth/sign-in-message";
import { signInProviders } from "@/lib/auth/sign-in-providers";
import { localPath } from "./local-path";
import { ProviderButtons } from "./provider-buttons";
import { SignInForm } from "./sign-in-form";

export const metadata: Metadata = { title: "Sign in" };

type Params = Promise<{ error?: string | string[]; callbackUrl?: string | string[] }>;

export default async function SignInPage({ searchParams }: { searchParams: Params }) {
  const { error, callbackUrl } = await searchParams;
  const target = localPath(typeof callbackUrl === "string" ? callbackUrl : null);
  if (await optionalMember()) redirect(target);
  if (!(await hasUsers())) redirect("/welcome");
  const providers = signInProviders();
  return (
    <>
      <h1 className="text-center text-2xl font-semibold tracking-tight">Sign in</h1>
      <Card>
        <div className="flex flex-col gap-5">
          {typeof error === "string" && <Notice variant="error">{signInMessage(error)}</Notice>}
          <SignInForm target={target} />
          {providers.length > 0 && <ProviderButtons providers={providers} target={target} />}
        </div>
      </Card>
      <p className="text-center text-sm text-muted">No account? A member of your organisation can invite you.</p>
    </>
  );
}
