"use client";

import { useState } from "react";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Notice } from "@/components/ui/notice";
import { Select } from "@/components/ui/select";
import { BUDGET_DIMENSIONS, type BudgetDimension, type BudgetScope, type BudgetUnit } from "@/lib/spend/budgets/budget";
import { type DimensionValues, dimensionLabel } from "@/lib/spend/dimensions";

/** What a budget counts: some usage, in each day, week or month. */
interface Usage {
  scope: BudgetScope | null;
  unit: BudgetUnit;
}

interface UsageFieldsProps {
  /** What it counts now; without one another budget is made. */
  budget: Usage | undefined;
  values: DimensionValues;
  /** What is wrong, by the API's names. */
  fields: Readonly<Record<string, string>>;
}

/** What a budget is for, and what changes when that does. */
export function UsageFields({ budget, values, fields }: UsageFieldsProps) {
  const [dimension, setDimension] = useState<BudgetDimension | "">(budget?.scope?.dimension ?? "");
  const [value, setValue] = useState(budget?.scope?.value ?? "");
  const [unit, setUnit] = useState<BudgetUnit>(budget?.unit ?? "month");
  const isOther =
    budget !== undefined &&
    (unit !== budget.unit ||
      dimension !== (budget.scope?.dimension ?? "") ||
      (budget.scope !== null && value !== budget.scope.value));
  return (
    <>
      <Field label="For">
        <Select
          name="dimension"
          className="w-full"
          value={dimension}
          onChange={(event) => {
            setDimension(event.target.value as BudgetDimension | "");
            setValue("");
          }}
        >
          <option value="">the whole organisation</option>
          {BUDGET_DIMENSIONS.map((one) => (
            <option key={one} value={one}>
              one {dimensionLabel(one, { inText: true })}
            </option>
          ))}
        </Select>
      </Field>
      <Field label="For each" error={fields.period}>
        <Select
          name="period"
          className="w-full"
          value={unit}
          onChange={(event) => setUnit(event.target.value as BudgetUnit)}
        >
          <option value="month">month</option>
          <option value="week">week</option>
          <option value="day">day</option>
        </Select>
      </Field>
      {dimension !== "" && (
        <Field label={dimensionLabel(dimension)} error={fields["scope.value"]} className="sm:col-span-2">
          <Input
            name="value"
            required
            maxLength={256}
            list="budget-values"
            autoComplete="off"
            value={value}
            onChange={(event) => setValue(event.target.value)}
          />
        </Field>
      )}
      <datalist id="budget-values">
        {dimension !== "" && values[dimension]?.map((one) => <option key={one} value={one} />)}
      </datalist>
      {isOther && (
        <Notice className="sm:col-span-2" title={`It starts anew with this ${unit}`}>
          The periods before are shown for what it counts then, marked as before it. Every threshold can tell again;
          what it has told stays in the list of alerts.
        </Notice>
      )}
    </>
  );
}
