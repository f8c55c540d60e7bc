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
import { SegmentedControl } from "@/components/ui/segmented-control";
import type { OverridePriceJson } from "@/lib/pricing/override-price";
import { boundOf, type DateInForm } from "./form-dates";

type Kind = "multiplier" | "rates";

/** What the form of a price holds, as text. */
export interface OverrideForm {
  id: string;
  provider: string;
  model: string;
  project: string;
  note: string;
  validFrom: DateInForm;
  validTo: DateInForm;
  kind: Kind;
  percent: string;
  input: string;
  cacheRead: string;
  output: string;
  /** What it says, with all that the form does not show: that stays. */
  stated: { price: OverridePriceJson; serviceTier: string | null };
}

/** A discount on a model, or rates of one's own; in place of another where there is one to be changed. */
export function NewOverrideButton({ replaces }: { replaces?: OverrideForm }) {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [kind, setKind] = useState<Kind>(replaces?.kind ?? "multiplier");
  const { busy, problem, fields, submit } = useAction(async (form: FormData) => {
    const text = (name: string) => String(form.get(name) ?? "").trim();
    const rates = ["input", "cacheRead", "output"].flatMap((name) => (text(name) ? [[name, text(name)]] : []));
    const stated = replaces?.stated;
    const price =
      kind === "rates"
        ? { ...otherRates(stated?.price), kind, ...Object.fromEntries(rates) }
        : stated?.price.kind === kind && text("percent") === replaces?.percent
          ? stated.price
          : { kind, numerator: hundredths(text("percent")), denominator: 10_000 };
    await callApi("POST", "/api/v1/price-overrides", {
      provider: text("provider"),
      model: text("model"),
      project: text("project") || null,
      note: text("note") || null,
      validFrom: boundOf(form, "validFrom", replaces?.validFrom),
      validTo: boundOf(form, "validTo", replaces?.validTo),
      serviceTier: stated?.serviceTier ?? null,
      price,
      ...(replaces ? { replaces: replaces.id } : {}),
    });
    setOpen(false);
    router.refresh();
  });
  return (
    <>
      {replaces ? (
        <Button size="sm" aria-label={`Change the price of ${replaces.model}`} onClick={() => setOpen(true)}>
          Change
        </Button>
      ) : (
        <Button size="sm" variant="primary" onClick={() => setOpen(true)}>
          Add a price
        </Button>
      )}
      <Dialog open={open} onClose={() => setOpen(false)} title={replaces ? "Change a price" : "A price of your own"}>
        <form onSubmit={submit} className="grid gap-4 sm:grid-cols-2">
          <Field label="Provider" error={fields.provider}>
            <Input
              name="provider"
              required
              maxLength={256}
              placeholder="openai"
              defaultValue={replaces?.provider}
              autoFocus
            />
          </Field>
          <Field label="Model" error={fields.model}>
            <Input name="model" required maxLength={256} placeholder="gpt-4.1" defaultValue={replaces?.model} />
          </Field>
          <div className="sm:col-span-2">
            <SegmentedControl
              label="Kind of price"
              value={kind}
              onChange={setKind}
              options={[
                { value: "multiplier", label: "Share of the list price" },
                { value: "rates", label: "Rates of our own" },
              ]}
            />
          </div>
          {kind === "multiplier" ? (
            <Field label="Percent of the list price" hint="88 for a discount of 12%." error={fields["price.numerator"]}>
              <Input
                name="percent"
                required
                inputMode="decimal"
                pattern="\d{1,5}([.]\d{1,2})?"
                placeholder="88"
                defaultValue={replaces?.percent}
              />
            </Field>
          ) : (
            (["input", "cacheRead", "output"] as const).map((name) => (
              <Field key={name} label={`${RATE_LABELS[name]}, USD per 1M tokens`} error={fields[`price.${name}`]}>
                <Input
                  name={name}
                  required={name !== "cacheRead"}
                  inputMode="decimal"
                  pattern="\d{1,12}([.]\d{1,9})?"
                  defaultValue={replaces?.[name]}
                />
              </Field>
            ))
          )}
          <Field label="Project" hint="Empty: all projects." error={fields.project}>
            <Input name="project" maxLength={256} defaultValue={replaces?.project} />
          </Field>
          <Field label="From" hint="Midnight UTC; empty: always." error={fields.validFrom}>
            <Input name="validFrom" type="date" defaultValue={replaces?.validFrom.day} />
          </Field>
          <Field label="Until" hint="That day is not part of it; empty: for good." error={fields.validTo}>
            <Input name="validTo" type="date" defaultValue={replaces?.validTo.day} />
          </Field>
          <Field label="Note" error={fields.note}>
            <Input name="note" maxLength={1000} placeholder="Contract of November 2026" defaultValue={replaces?.note} />
          </Field>
          <FormActions
            problem={problem ?? fields.price}
            onCancel={() => setOpen(false)}
            busy={busy}
            submit={replaces ? "Change" : "Add"}
          />
        </form>
      </Dialog>
    </>
  );
}

const RATE_LABELS = { input: "Input", cacheRead: "Cached input", output: "Output" } as const;

/** Rates that the form does not show. */
function otherRates(price: OverridePriceJson | undefined): object {
  if (price?.kind !== "rates") return {};
  const { input: _, cacheRead: __, output: ___, ...others } = price;
  return others;
}

/** "88.5" percent as 8850 ten-thousandths, without floating point. */
function hundredths(percent: string): number {
  const [whole = "0", decimals = ""] = percent.split(".");
  return Number(whole + decimals.padEnd(2, "0"));
}
