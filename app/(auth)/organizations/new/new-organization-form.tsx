"use client";

import { callApi } from "@/components/api/call-api";
import { useAction } from "@/components/api/use-action";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Notice } from "@/components/ui/notice";
import { TimeZoneSelect } from "@/components/ui/time-zone-select";

export function NewOrganizationForm({ zones, canCancel }: { zones: readonly string[]; canCancel: boolean }) {
  const { busy, problem, fields, submit } = useAction(async (form: FormData) => {
    await callApi("POST", "/api/v1/organizations", Object.fromEntries(form));
    window.location.assign("/overview");
  });
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <Field label="Name" error={fields.name}>
        <Input name="name" autoComplete="organization" required maxLength={120} autoFocus />
      </Field>
      <Field label="Reporting time zone" hint="Days, weeks and months are this zone’s." error={fields.timeZone}>
        <TimeZoneSelect name="timeZone" zones={zones} />
      </Field>
      {problem && <Notice variant="error">{problem}</Notice>}
      <div className="flex justify-end gap-2">
        {canCancel && <ButtonLink href="/overview">Cancel</ButtonLink>}
        <Button type="submit" variant="primary" busy={busy}>
          Create organisation
        </Button>
      </div>
    </form>
  );
}
