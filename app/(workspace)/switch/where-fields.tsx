"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Icon } from "@/components/ui/icon";
import { Select } from "@/components/ui/select";
import {
  DIMENSIONS,
  type Dimension,
  type DimensionValues,
  dimensionLabel,
  isTagDimension,
} from "@/lib/spend/dimensions";
import type { WhereJson } from "@/lib/switch/move-to-json";
import { CommittedInput } from "./committed-input";
import { whereChips, without, withValue } from "./where-chips";

const SIZES = [
  { name: "minInput", label: "Prompt from, tokens" },
  { name: "maxInput", label: "Prompt to, tokens" },
  { name: "minOutput", label: "Output from, tokens" },
  { name: "maxOutput", label: "Output to, tokens" },
] as const;

interface WhereFieldsProps {
  where: WhereJson;
  values: DimensionValues;
  change: (where: WhereJson) => void;
}

/** What a move is limited to: what is in force, and behind a press the ways to limit it further. */
export function WhereFields({ where, values, change }: WhereFieldsProps) {
  const [open, setOpen] = useState(false);
  const chips = whereChips(where);
  return (
    <div className="mt-3">
      <div className="flex flex-wrap items-center gap-1.5">
        {chips.map(({ name, text }) => (
          <button
            key={name}
            type="button"
            aria-label={`Remove the limit: ${text}`}
            onClick={() => change(without(where, name))}
            className="inline-flex h-8 max-w-full items-center gap-1.5 rounded-md border border-accent/40 bg-accent-soft px-2.5 text-sm text-accent"
          >
            <span className="truncate">{text}</span>
            <Icon name="close" className="size-3" />
          </button>
        ))}
        <Button size="sm" variant="quiet" aria-expanded={open} onClick={() => setOpen(!open)}>
          <Icon name="filter" />
          {chips.length === 0 ? "Limit it" : "Limit it further"}
        </Button>
      </div>
      {open && (
        <div className="mt-2 flex flex-col gap-3 rounded-md bg-sunken p-3">
          <AddValue values={values} add={(dimension, value) => change(withValue(where, dimension, value))} />
          <div className="grid grid-cols-2 gap-3 lg:grid-cols-4">
            {SIZES.map(({ name, label }) => (
              <Field key={name} label={label}>
                <CommittedInput
                  type="number"
                  min={0}
                  value={where[name] === undefined ? "" : String(where[name])}
                  commit={(text) =>
                    change(text === "" ? without(where, name) : { ...where, [name]: Math.round(Number(text)) })
                  }
                />
              </Field>
            ))}
          </div>
        </div>
      )}
    </div>
  );
}

function AddValue({ values, add }: { values: DimensionValues; add: (dimension: Dimension, value: string) => void }) {
  const tags = (Object.keys(values) as Dimension[]).filter(isTagDimension);
  const dimensions = [...DIMENSIONS.filter((one) => one !== "model"), ...tags].filter(
    (one) => (values[one]?.length ?? 0) > 0,
  );
  const [dimension, setDimension] = useState<Dimension>(dimensions[0] ?? "project");
  return (
    <div className="grid grid-cols-2 gap-3 lg:grid-cols-4">
      <Field label="Only of one">
        <Select value={dimension} onChange={({ target }) => setDimension(target.value as Dimension)}>
          {dimensions.map((one) => (
            <option key={one} value={one}>
              {dimensionLabel(one)}
            </option>
          ))}
        </Select>
      </Field>
      <Field label="which is">
        <Select value="" onChange={({ target }) => target.value && add(dimension, target.value)}>
          <option value="">choose …</option>
          {(values[dimension] ?? []).slice(0, 500).map((value) => (
            <option key={value} value={value}>
              {value}
            </option>
          ))}
        </Select>
      </Field>
    </div>
  );
}
