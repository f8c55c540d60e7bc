"use client";

import Link from "next/link";
import { callApi } from "@/components/api/call-api";
import { useAction } from "@/components/api/use-action";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Notice } from "@/components/ui/notice";

export function JoinAsNewForm({ token, email }: { token: string; email: string | null }) {
  const { busy, problem, fields, submit } = useAction(async (form: FormData) => {
    await callApi("POST", "/api/v1/invitations/accept", { token, person: Object.fromEntries(form) });
    window.location.assign("/overview");
  });
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <Field label="Your name" error={fields["person.name"]}>
        <Input name="name" autoComplete="name" required maxLength={120} autoFocus />
      </Field>
      <Field
        label="E-mail address"
        hint={email ? "The invitation is for this address." : undefined}
        error={fields["person.email"]}
      >
        <Input
          name="email"
          type="email"
          autoComplete="username"
          required
          defaultValue={email ?? undefined}
          readOnly={email !== null}
        />
      </Field>
      <Field label="Password" hint="At least 8 characters." error={fields["person.password"]}>
        <Input name="password" type="password" autoComplete="new-password" required minLength={8} maxLength={256} />
      </Field>
      {problem && <Notice variant="error">{problem}</Notice>}
      <Button type="submit" variant="primary" busy={busy}>
        Create account and join
      </Button>
      <p className="text-center text-sm text-muted">
        You have an account?{" "}
        <Link className="font-medium text-accent underline" href={`/sign-in?callbackUrl=/invitation/${token}`}>
          Sign in
        </Link>
      </p>
    </form>
  );
}
