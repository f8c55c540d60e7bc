"use client";

import type { ReactNode } from "react";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import type { DimensionValues } from "@/lib/spend/dimensions";
import type { SentMoveJson } from "@/lib/switch/scenarios/question-json";
import { CommittedInput } from "./committed-input";
import { WhereFields } from "./where-fields";

const ALL_MODELS = "*";
const TIERS = ["default", "batch", "flex", "priority"];

interface MoveFieldsProps {
  move: SentMoveJson;
  /** Its place among several, from 1. */
  number: number | null;
  inUse: readonly string[];
  values: DimensionValues;
  /** Id of the list of models to choose from. */
  list: string;
  problems: { fromModel?: string | undefined; toModel?: string | undefined };
  change: (changes: Partial<SentMoveJson>) => void;
  actions?: ReactNode;
}

/** One move: whose traffic, where to, how much of it, and what it is limited to. */
export function MoveFields({ move, number, inUse, values, list, problems, change, actions }: MoveFieldsProps) {
  const { fromModel = null, toModel, share = 1, toServiceTier = null, where = {} } = move;
  const models = fromModel && !inUse.includes(fromModel) ? [...inUse, fromModel] : inUse;
  const tiers = toServiceTier && !TIERS.includes(toServiceTier) ? [...TIERS, toServiceTier] : TIERS;
  const of = number === null ? "" : ` (move ${number})`;
  return (
    <fieldset className="min-w-0">
      <legend className="sr-only">{number === null ? "The move" : `Move ${number}`}</legend>
      <div className="grid items-start gap-x-4 gap-y-3 sm:grid-cols-2 lg:grid-cols-[minmax(0,1.3fr)_minmax(0,1.5fr)_7rem_10rem_auto]">
        <Field label={<Named of={of}>Traffic of</Named>} error={problems.fromModel}>
          <Select
            value={fromModel ?? ALL_MODELS}
            onChange={({ target }) => change({ fromModel: target.value === ALL_MODELS ? null : target.value })}
          >
            <option value={ALL_MODELS}>All models</option>
            {models.map((model) => (
              <option key={model} value={model}>
                {model}
              </option>
            ))}
          </Select>
        </Field>
        <Field label={<Named of={of}>moved to</Named>} error={problems.toModel}>
          <CommittedInput list={list} value={toModel} commit={(text) => text && change({ toModel: text })} />
        </Field>
        <Field label={<Named of={of}>Share, percent</Named>}>
          <CommittedInput
            type="number"
            min={0.01}
            max={100}
            step="any"
            value={String(Math.round(share * 1_000_000) / 10_000)}
            commit={(text) => {
              const percent = Number(text);
              if (percent > 0 && percent <= 100) change({ share: Math.round(percent * 10_000) / 1_000_000 });
            }}
          />
        </Field>
        <Field label={<Named of={of}>Service tier</Named>}>
          <Select
            value={toServiceTier ?? ""}
            onChange={({ target }) => change({ toServiceTier: target.value || null })}
          >
            <option value="">as it is</option>
            {tiers.map((tier) => (
              <option key={tier} value={tier}>
                {tier === "default" ? "standard" : tier}
              </option>
            ))}
          </Select>
        </Field>
        {actions && <div className="flex gap-1 self-end justify-self-end pb-0.5">{actions}</div>}
      </div>
      <WhereFields where={where} values={values} change={(next) => change({ where: next })} />
    </fieldset>
  );
}

function Named({ of, children }: { of: string; children: ReactNode }) {
  return (
    <>
      {children}
      <span className="sr-only">{of}</span>
    </>
  );
}
