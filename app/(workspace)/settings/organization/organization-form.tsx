"use client";

import { useRouter } from "next/navigation";
import { callApi } from "@/components/api/call-api";
import { useAction } from "@/components/api/use-action";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Notice } from "@/components/ui/notice";
import { TimeZoneSelect } from "@/components/ui/time-zone-select";
import { toast } from "@/components/ui/toast-store";

interface OrganizationFormProps {
  name: string;
  timeZone: string;
  zones: readonly string[];
  disabled: boolean;
}

export function OrganizationForm({ name, timeZone, zones, disabled }: OrganizationFormProps) {
  const router = useRouter();
  const { busy, problem, fields, submit } = useAction(async (form: FormData) => {
    await callApi("PATCH", "/api/v1/organizations/current", Object.fromEntries(form));
    toast("Saved.");
    router.refresh();
  });
  return (
    <form onSubmit={submit}>
      <fieldset disabled={disabled} className="grid gap-4 sm:grid-cols-2">
        <Field label="Name" error={fields.name}>
          <Input name="name" defaultValue={name} required maxLength={120} />
        </Field>
        <Field
          label="Reporting time zone"
          hint="Changing it cuts all days anew; with much data this takes a moment."
          error={fields.timeZone}
        >
          <TimeZoneSelect name="timeZone" zones={zones} defaultValue={timeZone} />
        </Field>
        {problem && (
          <Notice variant="error" className="sm:col-span-2">
            {problem}
          </Notice>
        )}
        {!disabled && (
          <div className="sm:col-span-2">
            <Button type="submit" variant="primary" busy={busy}>
              Save
            </Button>
          </div>
        )}
      </fieldset>
    </form>
  );
}
