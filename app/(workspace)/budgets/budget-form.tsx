"use client";

import { callApi } from "@/components/api/call-api";
import { useAction } from "@/components/api/use-action";
import { Field } from "@/components/ui/field";
import { FormActions } from "@/components/ui/form-actions";
import { Input } from "@/components/ui/input";
import type { BudgetScope, BudgetUnit } from "@/lib/spend/budgets/budget";
import type { DimensionValues } from "@/lib/spend/dimensions";
import { UsageFields } from "./usage-fields";

/** What the form holds of a budget, as text. */
export interface BudgetInForm {
  id: string;
  name: string;
  scope: BudgetScope | null;
  unit: BudgetUnit;
  amount: string;
  thresholds: readonly number[];
  startsOn: string | null;
}

interface BudgetFormProps {
  /** The budget to be changed; without one another is made. */
  budget?: BudgetInForm | undefined;
  values: DimensionValues;
  onCancel: () => void;
  onDone: () => void;
}

/** Makes or changes a budget. */
export function BudgetForm({ budget, values, onCancel, onDone }: BudgetFormProps) {
  const { busy, problem, fields, submit } = useAction(async (form: FormData) => {
    const body = bodyOf(form);
    if (budget) await callApi("PATCH", `/api/v1/budgets/${budget.id}`, body);
    else await callApi("POST", "/api/v1/budgets", body);
    onDone();
  });
  return (
    <form onSubmit={submit} className="grid gap-4 sm:grid-cols-2">
      <Field label="Name" error={fields.name} className="sm:col-span-2">
        <Input
          name="name"
          required
          maxLength={120}
          defaultValue={budget?.name}
          placeholder="Checkout in production"
          autoFocus
        />
      </Field>
      <UsageFields budget={budget} values={values} fields={fields} />
      <Field label="Amount in USD" error={fields.amount}>
        <Input
          name="amount"
          required
          inputMode="decimal"
          pattern="\d{1,12}(\.\d{1,9})?"
          title="An amount such as 1000 or 12.50"
          defaultValue={budget?.amount}
          placeholder="1000"
        />
      </Field>
      <Field label="Tell at" hint="Percent of the amount, once each in a period." error={fieldOfThresholds(fields)}>
        <Input name="thresholds" required defaultValue={(budget?.thresholds ?? [50, 80, 100]).join(", ")} />
      </Field>
      <Field label="Starts on" hint="Empty: now. The period this date is in counts as a whole." error={fields.startsOn}>
        <Input name="startsOn" type="date" defaultValue={budget?.startsOn ?? ""} />
      </Field>
      <FormActions problem={problem} onCancel={onCancel} busy={busy} submit={budget ? "Save" : "Create budget"} />
    </form>
  );
}

function bodyOf(form: FormData) {
  const text = (name: string) => String(form.get(name) ?? "").trim();
  const dimension = text("dimension");
  return {
    name: text("name"),
    scope: dimension === "" ? null : { dimension, value: String(form.get("value") ?? "") },
    period: text("period"),
    amount: text("amount"),
    thresholds: text("thresholds")
      .split(/[\s,;%]+/)
      .filter(Boolean)
      .map(Number),
    startsOn: text("startsOn") || null,
  };
}

/** A wrong threshold is named by its place in the list. */
function fieldOfThresholds(fields: Readonly<Record<string, string>>): string | undefined {
  const wrong = Object.keys(fields).some((name) => name === "thresholds" || name.startsWith("thresholds."));
  return wrong ? "One to ten whole numbers from 1 to 1000, such as 50, 80, 100." : undefined;
}
