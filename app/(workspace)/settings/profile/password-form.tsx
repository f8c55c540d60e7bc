"use client";

import { useRouter } from "next/navigation";
import { useRef } from "react";
import { callApi } from "@/components/api/call-api";
import { useAction } from "@/components/api/use-action";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Notice } from "@/components/ui/notice";
import { toast } from "@/components/ui/toast-store";

export function PasswordForm({ email, hasPassword }: { email: string; hasPassword: boolean }) {
  const router = useRouter();
  const form = useRef<HTMLFormElement>(null);
  const { busy, problem, fields, submit } = useAction(async (entered: FormData) => {
    const body = { current: hasPassword ? entered.get("current") : null, new: entered.get("new") };
    await callApi("POST", "/api/v1/profile/password", body);
    form.current?.reset();
    toast("The password is changed. Other sessions have ended.");
    router.refresh();
  });
  return (
    <form ref={form} onSubmit={submit} className="flex max-w-md flex-col gap-4">
      {/* Password managers connect the new password with this name. */}
      <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
      {hasPassword && (
        <Field label="Current password" error={fields.current}>
          <Input name="current" type="password" autoComplete="current-password" required />
        </Field>
      )}
      <Field label="New password" hint="At least 8 characters." error={fields.new}>
        <Input name="new" type="password" autoComplete="new-password" required minLength={8} maxLength={256} />
      </Field>
      {problem && <Notice variant="error">{problem}</Notice>}
      <div>
        <Button type="submit" variant="primary" busy={busy}>
          {hasPassword ? "Change password" : "Set password"}
        </Button>
      </div>
    </form>
  );
}
