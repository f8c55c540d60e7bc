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
import { boundOf, type DateInForm } from "./form-dates";

/** What the form of a name holds, as text. */
export interface AliasForm {
  id: string;
  provider: string;
  pattern: string;
  targetProvider: string;
  targetModel: string;
  validFrom: DateInForm;
  validTo: DateInForm;
}

/** "This name is that model", in place of another one where that is to be changed. With a name, the question is open from the start. */
export function NewAliasButton({ named, replaces }: { named?: string | undefined; replaces?: AliasForm }) {
  const router = useRouter();
  // A link from where a name is unknown leads straight to the question.
  const [open, setOpen] = useState(named !== undefined);
  const { busy, problem, fields, submit } = useAction(async (form: FormData) => {
    const { provider, ...entered } = Object.fromEntries(form);
    await callApi("POST", "/api/v1/model-aliases", {
      ...entered,
      provider: provider || null,
      validFrom: boundOf(form, "validFrom", replaces?.validFrom),
      validTo: boundOf(form, "validTo", replaces?.validTo),
      ...(replaces ? { replaces: replaces.id } : {}),
    });
    setOpen(false);
    router.refresh();
  });
  return (
    <>
      {replaces ? (
        <Button size="sm" aria-label={`Change the name ${replaces.pattern}`} onClick={() => setOpen(true)}>
          Change
        </Button>
      ) : (
        <Button size="sm" variant="primary" onClick={() => setOpen(true)}>
          Add a name
        </Button>
      )}
      <Dialog
        open={open}
        onClose={() => setOpen(false)}
        title={replaces ? "Change a name" : "Which model is it?"}
        description={
          replaces ? "Usage that comes in from now on goes by it. Stored costs stay until you reprice." : undefined
        }
      >
        <form onSubmit={submit} className="grid gap-4 sm:grid-cols-2">
          <Field label="Name in your usage" hint="* stands for any characters." error={fields.pattern}>
            <Input
              name="pattern"
              required
              maxLength={256}
              placeholder="my-azure-deployment"
              defaultValue={replaces?.pattern ?? named}
              autoFocus
            />
          </Field>
          <Field label="Provider in your usage" hint="Empty: any." error={fields.provider}>
            <Input name="provider" maxLength={256} defaultValue={replaces?.provider} />
          </Field>
          <Field label="Model’s provider" error={fields.targetProvider}>
            <Input
              name="targetProvider"
              required
              maxLength={256}
              placeholder="openai"
              defaultValue={replaces?.targetProvider}
            />
          </Field>
          <Field label="Model" error={fields.targetModel}>
            <Input
              name="targetModel"
              required
              maxLength={256}
              placeholder="gpt-4.1"
              defaultValue={replaces?.targetModel}
            />
          </Field>
          <Field label="From" hint="Midnight UTC; empty: always." error={fields.validFrom}>
            <Input name="validFrom" type="date" defaultValue={replaces?.validFrom.day} />
          </Field>
          <Field label="Until" hint="That day is not part of it; empty: for good." error={fields.validTo}>
            <Input name="validTo" type="date" defaultValue={replaces?.validTo.day} />
          </Field>
          <FormActions
            problem={problem}
            onCancel={() => setOpen(false)}
            busy={busy}
            submit={replaces ? "Change" : "Add"}
          />
        </form>
      </Dialog>
    </>
  );
}
