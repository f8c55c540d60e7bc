"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { callApi } from "@/components/api/call-api";
import { useAction } from "@/components/api/use-action";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Notice } from "@/components/ui/notice";

/** "This name is that model." With a name, the question is open from the start. */
export function NewAliasButton({ named }: { named?: string | undefined }) {
  const router = useRouter();
  // A link from where a name is unknown leads straight to the question.
  const [open, setOpen] = useState(named !== undefined);
  const { busy, problem, fields, submit } = useAction(async (form: FormData) => {
    const { provider, ...entered } = Object.fromEntries(form);
    await callApi("POST", "/api/v1/model-aliases", { ...entered, provider: provider || null });
    setOpen(false);
    router.refresh();
  });
  return (
    <>
      <Button size="sm" variant="primary" onClick={() => setOpen(true)}>
        Add a name
      </Button>
      <Dialog open={open} onClose={() => setOpen(false)} title="Which model is it?">
        <form onSubmit={submit} className="grid gap-4 sm:grid-cols-2">
          <Field label="Name in your usage" hint="* stands for any characters." error={fields.pattern}>
            <Input
              name="pattern"
              required
              maxLength={256}
              placeholder="my-azure-deployment"
              defaultValue={named}
              autoFocus
            />
          </Field>
          <Field label="Provider in your usage" hint="Empty: any." error={fields.provider}>
            <Input name="provider" maxLength={256} />
          </Field>
          <Field label="Model’s provider" error={fields.targetProvider}>
            <Input name="targetProvider" required maxLength={256} placeholder="openai" />
          </Field>
          <Field label="Model" error={fields.targetModel}>
            <Input name="targetModel" required maxLength={256} placeholder="gpt-4.1" />
          </Field>
          {problem && (
            <Notice variant="error" className="sm:col-span-2">
              {problem}
            </Notice>
          )}
          <div className="flex justify-end gap-2 sm:col-span-2">
            <Button onClick={() => setOpen(false)}>Cancel</Button>
            <Button type="submit" variant="primary" busy={busy}>
              Add
            </Button>
          </div>
        </form>
      </Dialog>
    </>
  );
}
