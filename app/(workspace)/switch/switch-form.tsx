"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useTransition } from "react";
import { hrefWith } from "@/components/filters/page-params";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { USAGE_TIER_LABELS, USAGE_TIERS, type UsageTier } from "@/lib/catalogue/catalogue-model";
import type { ReasoningEffort } from "@/lib/switch/levers";
import { ALL_MODELS } from "./all-models";

interface SwitchFormProps {
  params: string;
  inUse: readonly string[];
  /** Ids of the catalogue's models. */
  targets: readonly string[];
  fromModel: string;
  toModel: string;
  sharePercent: number;
  tier: UsageTier | null;
  effort: ReasoningEffort;
  cache: "same" | "cold" | null;
}

/** The question; asking it changes the address. */
export function SwitchForm(props: SwitchFormProps) {
  const router = useRouter();
  const [pending, startTransition] = useTransition();

  function ask(form: HTMLFormElement) {
    const entered = Object.fromEntries(new FormData(form)) as Record<string, string>;
    const changes = { ...entered, share: entered.share === "100" ? "" : (entered.share ?? "") };
    const stated = Object.fromEntries(Object.entries(changes).map(([name, value]) => [name, value || null]));
    const href = hrefWith("/switch", new URLSearchParams(props.params), stated);
    startTransition(() => router.push(href, { scroll: false }));
  }

  function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    ask(event.currentTarget);
  }

  return (
    <Card title="What if …">
      <form
        onSubmit={onSubmit}
        onChange={(event) => event.target instanceof HTMLSelectElement && ask(event.currentTarget)}
        className="grid items-end gap-4 sm:grid-cols-2 lg:grid-cols-4"
      >
        <Field label="Traffic of" className="lg:col-span-1">
          <Select name="fromModel" defaultValue={props.fromModel} className="w-full">
            <option value={ALL_MODELS}>All models</option>
            {props.inUse.map((model) => (
              <option key={model} value={model}>
                {model}
              </option>
            ))}
          </Select>
        </Field>
        <Field label="moved to">
          <Input name="toModel" list="switch-targets" required defaultValue={props.toModel} autoComplete="off" />
        </Field>
        <datalist id="switch-targets">
          {props.targets.map((id) => (
            <option key={id} value={id} />
          ))}
        </datalist>
        <Field label="Share of it, percent">
          <Input name="share" type="number" min={1} max={100} step={1} defaultValue={props.sharePercent} />
        </Field>
        <Field label="Your usage tier there">
          <Select name="tier" defaultValue={props.tier ?? ""} className="w-full">
            <option value="">not checked</option>
            {USAGE_TIERS.map((tier) => (
              <option key={tier} value={tier}>
                {USAGE_TIER_LABELS[tier]}
              </option>
            ))}
          </Select>
        </Field>
        <Field label="Cache after the switch">
          <Select name="cache" defaultValue={props.cache === "cold" ? "cold" : ""} className="w-full">
            <option value="">hits as now</option>
            <option value="cold">cold: no hits</option>
          </Select>
        </Field>
        <Field label="Reasoning effort there">
          <Select name="effort" defaultValue={props.effort} className="w-full">
            <option value="low">low</option>
            <option value="medium">medium</option>
            <option value="high">high</option>
          </Select>
        </Field>
        <div className="sm:col-span-2 lg:justify-self-end">
          <Button type="submit" variant="primary" busy={pending}>
            Compute
          </Button>
        </div>
      </form>
    </Card>
  );
}
