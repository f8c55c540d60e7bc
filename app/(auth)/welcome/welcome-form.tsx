"use client";

import { callApi } from "@/components/api/call-api";
import { useAction } from "@/components/api/use-action";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Notice } from "@/components/ui/notice";
import { TimeZoneSelect } from "@/components/ui/time-zone-select";

export function WelcomeForm({ zones }: { zones: readonly string[] }) {
  const { busy, problem, fields, submit } = useAction(async (form: FormData) => {
    await callApi("POST", "/api/v1/setup", Object.fromEntries(form));
    // A whole new page: everything on it depends on who is signed in.
    window.location.assign("/overview");
  });
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <Field label="Your name" error={fields.name}>
        <Input name="name" autoComplete="name" required maxLength={120} autoFocus />
      </Field>
      <Field label="E-mail address" error={fields.email}>
        <Input name="email" type="email" autoComplete="username" required maxLength={254} />
      </Field>
      <Field label="Password" hint="At least 8 characters." error={fields.password}>
        <Input name="password" type="password" autoComplete="new-password" required minLength={8} maxLength={256} />
      </Field>
      <Field
        label="Organisation"
        hint="Your company or team. You can add others later."
        error={fields.organizationName}
      >
        <Input name="organizationName" autoComplete="organization" required maxLength={120} />
      </Field>
      <Field label="Reporting time zone" hint="Days, weeks and months are this zone’s." error={fields.timeZone}>
        <TimeZoneSelect name="timeZone" zones={zones} />
      </Field>
      {problem && <Notice variant="error">{problem}</Notice>}
      <Button type="submit" variant="primary" busy={busy}>
        Create account
      </Button>
    </form>
  );
}
