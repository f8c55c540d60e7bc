"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { RepriceSteps } from "@/components/reprice/reprice-steps";
import { useReprice } from "@/components/reprice/use-reprice";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { FormActions } from "@/components/ui/form-actions";
import { Input } from "@/components/ui/input";

/** Prices stored usage of a period by the price book as it is now; shows what changes first. */
export function RepriceButton() {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const { reprice, failure, sending, send, discard } = useReprice();

  function close(): void {
    if (reprice && reprice.appliedBy !== null) router.refresh();
    discard();
    setOpen(false);
  }

  function preview(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name) ?? "").trim();
    const midnight = (name: string) => (text(name) ? `${text(name)}T00:00:00Z` : null);
    const filter = Object.fromEntries(
      ["model", "project"].flatMap((name) => (text(name) ? [[name, [text(name)]]] : [])),
    );
    void send("/api/v1/reprices", { from: midnight("from"), to: midnight("to"), filter, note: text("note") || null });
  }

  return (
    <>
      <Button size="sm" onClick={() => setOpen(true)}>
        Reprice
      </Button>
      <Dialog
        open={open}
        onClose={close}
        size="wide"
        title="Reprice stored usage"
        description="Costs that are stored get the prices that hold now. You see what changes before anything changes, and can take it back."
      >
        {reprice ? (
          <RepriceSteps {...{ reprice, failure, sending, send }} onBack={discard} onDone={close} />
        ) : (
          <form onSubmit={preview} className="grid gap-4 sm:grid-cols-2">
            <Field label="From" hint="Midnight UTC; empty: the beginning.">
              <Input name="from" type="date" />
            </Field>
            <Field label="To" hint="That day is not part of it; empty: now.">
              <Input name="to" type="date" />
            </Field>
            <Field label="Model" hint="As your usage calls it; empty: all.">
              <Input name="model" maxLength={256} />
            </Field>
            <Field label="Project" hint="Empty: all.">
              <Input name="project" maxLength={256} />
            </Field>
            <Field label="Note" className="sm:col-span-2">
              <Input name="note" maxLength={1000} placeholder="Why" />
            </Field>
            <FormActions problem={failure?.message} onCancel={close} busy={sending} submit="Preview" />
          </form>
        )}
      </Dialog>
    </>
  );
}
