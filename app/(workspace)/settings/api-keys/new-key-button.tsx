"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { callApi } from "@/components/api/call-api";
import { useAction } from "@/components/api/use-action";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { FormActions } from "@/components/ui/form-actions";
import { Input } from "@/components/ui/input";
import { SecretOnce } from "@/components/ui/secret-once";

const SCOPES = [
  { scope: "ingest", label: "ingest", hint: "send usage, delete uploads" },
  { scope: "read", label: "read", hint: "spend, records, models, what-ifs" },
  { scope: "admin", label: "admin", hint: "keys, members, prices, settings" },
] as const;

/** Makes a key and shows it once. */
export function NewKeyButton() {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [key, setKey] = useState<string | null>(null);
  const { busy, problem, fields, submit } = useAction(async (form: FormData) => {
    const body = { name: form.get("name"), scopes: form.getAll("scopes") };
    setKey((await callApi<{ key: string }>("POST", "/api/v1/api-keys", body)).key);
    router.refresh();
  });

  function close() {
    setOpen(false);
    setKey(null);
  }

  return (
    <>
      <Button size="sm" variant="primary" onClick={() => setOpen(true)}>
        New key
      </Button>
      <Dialog open={open} onClose={close} title={key ? "Your new key" : "New API key"}>
        {key ? (
          <SecretOnce
            label="API key"
            secret={key}
            note="Copy it now: it is stored hashed and cannot be shown again."
            onDone={close}
          />
        ) : (
          <form onSubmit={submit} className="flex flex-col gap-4">
            <Field label="Name" hint="Where it will be used, for example “production gateway”." error={fields.name}>
              <Input name="name" required maxLength={120} autoFocus />
            </Field>
            <fieldset className="flex flex-col gap-2">
              <legend className="mb-1.5 text-sm font-medium">Scopes</legend>
              {SCOPES.map(({ scope, label, hint }) => (
                <Checkbox
                  key={scope}
                  name="scopes"
                  value={scope}
                  label={label}
                  hint={hint}
                  defaultChecked={scope === "ingest"}
                />
              ))}
              {fields.scopes && <p className="text-xs font-medium text-danger">{fields.scopes}</p>}
            </fieldset>
            <FormActions problem={problem} onCancel={close} busy={busy} submit="Create key" />
          </form>
        )}
      </Dialog>
    </>
  );
}
