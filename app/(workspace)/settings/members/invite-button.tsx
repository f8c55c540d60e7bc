"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { callApi } from "@/components/api/call-api";
import { useAction } from "@/components/api/use-action";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { FormActions } from "@/components/ui/form-actions";
import { Input } from "@/components/ui/input";
import { SecretOnce } from "@/components/ui/secret-once";
import { Select } from "@/components/ui/select";
import type { Role } from "@/lib/auth/roles";

/** Makes a link that lets somebody join, and shows it once. */
export function InviteButton({ roles }: { roles: readonly Role[] }) {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [link, setLink] = useState<string | null>(null);
  const { busy, problem, fields, submit } = useAction(async (form: FormData) => {
    const email = String(form.get("email") ?? "").trim();
    const body = { email: email || null, role: form.get("role") };
    const created = await callApi<{ link: string }>("POST", "/api/v1/invitations", body);
    setLink(created.link);
    router.refresh();
  });

  function close() {
    setOpen(false);
    setLink(null);
  }

  return (
    <>
      <Button size="sm" variant="primary" onClick={() => setOpen(true)}>
        Invite
      </Button>
      <Dialog
        open={open}
        onClose={close}
        title="Invite somebody"
        description="You get a link to pass on. It works once."
      >
        {link ? (
          <SecretOnce
            label="Invitation link"
            secret={link}
            note="It is shown only now and works for seven days."
            onDone={close}
          />
        ) : (
          <form onSubmit={submit} className="flex flex-col gap-4">
            <Field label="E-mail address" hint="Optional: then only this address can accept." error={fields.email}>
              <Input name="email" type="email" maxLength={254} />
            </Field>
            <Field label="Role" error={fields.role}>
              <Select name="role" defaultValue="member">
                {roles.map((role) => (
                  <option key={role} value={role}>
                    {role}
                  </option>
                ))}
              </Select>
            </Field>
            <FormActions problem={problem} onCancel={close} busy={busy} submit="Create link" />
          </form>
        )}
      </Dialog>
    </>
  );
}
