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
import { Notice } from "@/components/ui/notice";
import { SecretOnce } from "@/components/ui/secret-once";
import { Select } from "@/components/ui/select";

type Kind = "email" | "slack" | "webhook";

/** Adds a channel, and shows a webhook's signing secret once. */
export function NewChannelButton({ canSendEmail }: { canSendEmail: boolean }) {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [secret, setSecret] = useState<string | null>(null);
  const [kind, setKind] = useState<Kind>("slack");
  const { busy, problem, fields, submit } = useAction(async (form: FormData) => {
    const made = await callApi<{ signingSecret: string | null }>("POST", "/api/v1/alert-channels", bodyOf(kind, form));
    if (made.signingSecret) setSecret(made.signingSecret);
    else setOpen(false);
    router.refresh();
  });

  function close() {
    setOpen(false);
    setSecret(null);
  }

  return (
    <>
      <Button size="sm" variant="primary" onClick={() => setOpen(true)}>
        New channel
      </Button>
      <Dialog open={open} onClose={close} title={secret ? "The signing secret" : "New channel"}>
        {secret ? (
          <SecretOnce
            label="Signing secret"
            secret={secret}
            note="Copy it now: it cannot be shown again. Requests carry an HMAC-SHA256 of their timestamp and body made with it."
            onDone={close}
          />
        ) : (
          <form onSubmit={submit} className="flex flex-col gap-4">
            <Field label="Kind">
              <Select value={kind} onChange={(event) => setKind(event.target.value as Kind)} className="w-full">
                <option value="slack">Slack (or what takes the same)</option>
                <option value="email">E-mail</option>
                <option value="webhook">Webhook, signed</option>
              </Select>
            </Field>
            <Field label="Name" error={fields.name}>
              <Input name="name" required maxLength={120} placeholder="#llm-costs" />
            </Field>
            <TargetField kind={kind} canSendEmail={canSendEmail} fields={fields} />
            <fieldset className="flex flex-col gap-2">
              <legend className="mb-1.5 text-sm font-medium">Is told of</legend>
              <Checkbox name="tells" value="budget" label="Budgets that reach a threshold" defaultChecked />
              <Checkbox name="tells" value="anomaly" label="Days that cost much more than usual" defaultChecked />
            </fieldset>
            <FormActions problem={problem} onCancel={close} busy={busy} submit="Add channel" />
          </form>
        )}
      </Dialog>
    </>
  );
}

interface TargetFieldProps {
  kind: Kind;
  canSendEmail: boolean;
  fields: Readonly<Record<string, string>>;
}

function TargetField({ kind, canSendEmail, fields }: TargetFieldProps) {
  if (kind === "email") {
    const wrong = Object.entries(fields).find(([name]) => name === "to" || name.startsWith("to."))?.[1];
    return (
      <>
        <Field label="Addresses" hint="Up to 20, separated by commas." error={wrong}>
          <Input key="to" name="to" required placeholder="ops@example.com" />
        </Field>
        {!canSendEmail && (
          <Notice variant="warning">
            No e-mail can be sent yet: who runs Outlay has to set OUTLAY_SMTP_URL and OUTLAY_SMTP_FROM.
          </Notice>
        )}
      </>
    );
  }
  return (
    <Field label="URL" hint="It is kept encrypted, and not shown again as a whole." error={fields.url}>
      <Input
        key="url"
        name="url"
        type="url"
        required
        maxLength={2048}
        placeholder={kind === "slack" ? "https://hooks.slack.com/services/…" : "https://example.com/hooks/outlay"}
      />
    </Field>
  );
}

function bodyOf(kind: Kind, form: FormData) {
  const named = { kind, name: form.get("name"), tells: form.getAll("tells") };
  if (kind !== "email") return { ...named, url: form.get("url") };
  const to = String(form.get("to") ?? "")
    .split(/[\s,;]+/)
    .filter(Boolean);
  return { ...named, to };
}
