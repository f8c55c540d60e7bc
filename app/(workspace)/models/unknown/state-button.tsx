"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { ModelField } from "@/components/catalogue/model-field";
import { RepriceSteps } from "@/components/reprice/reprice-steps";
import { useReprice } from "@/components/reprice/use-reprice";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { FormActions } from "@/components/ui/form-actions";
import { Input } from "@/components/ui/input";
import { Notice } from "@/components/ui/notice";

/** Usage under one name, as stored. */
export interface UsedName {
  provider: string | null;
  model: string;
}

/** "This is model X", rates of one's own, or prices that are known by now. */
export type StateKind = "alias" | "override" | "reprice";

const TITLES: Readonly<Record<StateKind, string>> = {
  alias: "Which model is it?",
  override: "What does it cost?",
  reprice: "Price stored usage",
};

/** Says what a name stands for, shows what that changes of stored usage, and applies it. */
export function StateButton({ kind, used, children }: { kind: StateKind; used: UsedName; children: string }) {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const { reprice, failure, sending, send, discard } = useReprice();

  function preview(states: object): void {
    const filter = { provider: [used.provider], model: [used.model] };
    void send("/api/v1/reprices", { filter, states });
  }

  function close(): void {
    // Not before: what has a price now is no longer on the page.
    if (reprice && reprice.appliedBy !== null) router.refresh();
    discard();
    setOpen(false);
  }

  return (
    <>
      <Button
        size="sm"
        aria-label={`${children} ${used.model}`}
        onClick={() => {
          setOpen(true);
          if (kind === "reprice") preview({});
        }}
      >
        {children}
      </Button>
      <Dialog
        open={open}
        onClose={close}
        title={TITLES[kind]}
        description={<span className="font-mono">{used.model}</span>}
        size="wide"
      >
        {reprice ? (
          <RepriceSteps
            {...{ reprice, failure, sending, send }}
            onBack={kind === "reprice" ? close : discard}
            onDone={close}
          />
        ) : kind === "reprice" ? (
          failure && <Notice variant="error">{failure.message}</Notice>
        ) : (
          <form
            onSubmit={(event: FormEvent<HTMLFormElement>) => {
              event.preventDefault();
              preview(statesOf(kind, used, new FormData(event.currentTarget)));
            }}
            className="grid gap-4 sm:grid-cols-3"
          >
            {kind === "alias" ? <AliasFields /> : <RateFields used={used} />}
            <Field label="From" hint="Midnight UTC; empty: always.">
              <Input name="validFrom" type="date" />
            </Field>
            <FormActions problem={failure?.message} onCancel={close} busy={sending} submit="Preview" />
          </form>
        )}
      </Dialog>
    </>
  );
}

function AliasFields() {
  return (
    <Field label="Model" hint="From the catalogue, as provider/model." className="sm:col-span-2">
      <ModelField name="target" required pattern="[^\/]+\/.+" maxLength={512} placeholder="openai/gpt-4.1" autoFocus />
    </Field>
  );
}

const RATES = [
  ["input", "Input, USD per 1M"],
  ["cacheRead", "Cached input, USD per 1M"],
  ["output", "Output, USD per 1M"],
] as const;

function RateFields({ used }: { used: UsedName }) {
  return (
    <>
      {RATES.map(([name, label]) => (
        <Field key={name} label={label} hint={name === "cacheRead" ? "Empty: as input." : undefined}>
          <Input name={name} required={name !== "cacheRead"} inputMode="decimal" pattern="\d{1,12}([.]\d{1,9})?" />
        </Field>
      ))}
      {used.provider === null && (
        <Field label="Provider" hint="Whatever you call it.">
          <Input name="provider" required maxLength={256} />
        </Field>
      )}
    </>
  );
}

function statesOf(kind: "alias" | "override", { provider, model }: UsedName, form: FormData): object {
  const text = (name: string) => String(form.get(name) ?? "").trim();
  const validFrom = text("validFrom") ? `${text("validFrom")}T00:00:00Z` : null;
  if (kind === "alias") {
    const [targetProvider = "", ...rest] = text("target").split("/");
    return { aliases: [{ provider, pattern: model, targetProvider, targetModel: rest.join("/"), validFrom }] };
  }
  const rates = RATES.flatMap(([name]) => (text(name) ? [[name, text(name)]] : []));
  const price = { kind: "rates", ...Object.fromEntries(rates) };
  return { overrides: [{ provider: provider ?? text("provider"), model, price, validFrom }] };
}
