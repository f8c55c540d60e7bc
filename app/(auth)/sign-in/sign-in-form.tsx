"use client";

import { signIn } from "next-auth/react";
import { ApiFailure } from "@/components/api/call-api";
import { useAction } from "@/components/api/use-action";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Notice } from "@/components/ui/notice";
import { signInMessage } from "@/lib/auth/sign-in-message";

export function SignInForm({ target }: { target: string }) {
  const { busy, problem, submit } = useAction(async (form: FormData) => {
    const { email, password } = Object.fromEntries(form);
    const result = await signIn("credentials", { email, password, redirect: false });
    if (!result || result.error) throw new ApiFailure(401, "sign_in", signInMessage(result?.error ?? "unreachable"));
    window.location.assign(target);
  });
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <Field label="E-mail address">
        <Input name="email" type="email" autoComplete="username" required autoFocus />
      </Field>
      <Field label="Password">
        <Input name="password" type="password" autoComplete="current-password" required />
      </Field>
      {problem && <Notice variant="error">{problem}</Notice>}
      <Button type="submit" variant="primary" busy={busy}>
        Sign in
      </Button>
    </form>
  );
}
