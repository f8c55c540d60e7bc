"use client";

import { useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Icon } from "@/components/ui/icon";
import { Select } from "@/components/ui/select";
import { USAGE_TIER_LABELS, USAGE_TIERS, type UsageTier } from "@/lib/catalogue/catalogue-model";
import type { DimensionValues } from "@/lib/spend/dimensions";
import type { SentMoveJson, SwitchQuestionJson } from "@/lib/switch/scenarios/question-json";
import { MoveFields } from "./move-fields";

interface QuestionCardProps {
  question: SwitchQuestionJson;
  change: (changes: Partial<SwitchQuestionJson>) => void;
  inUse: readonly string[];
  targets: readonly string[];
  values: DimensionValues;
  /** The organisation keeps rate limits of its own, or a usage tier. */
  keepsLimits: boolean;
  /** What is wrong, by the field it is about: "moves.0.toModel". */
  problems: Readonly<Record<string, string>>;
}

/** What is asked: moves in their order, the usage tier, and which prices. A change of one leaves the others as they are. */
export function QuestionCard({ question, change, inUse, targets, values, keepsLimits, problems }: QuestionCardProps) {
  const { moves } = question;
  const list = useId();
  const ids = useMoveIds(moves.length);

  function changeMove(index: number, changes: Partial<SentMoveJson>) {
    change({ moves: moves.map((move, at) => (at === index ? { ...move, ...changes } : move)) });
  }

  function add() {
    const last = moves.at(-1);
    const rest = inUse.find((model) => !moves.some(({ fromModel }) => fromModel === model));
    change({ moves: [...moves, { fromModel: rest ?? null, toModel: last?.toModel ?? targets[0] ?? "" }] });
  }

  function remove(index: number) {
    ids.remove(index);
    change({ moves: moves.filter((_, at) => at !== index) });
  }

  function raise(index: number) {
    ids.swap(index - 1, index);
    change({ moves: swapped(moves, index - 1, index) });
  }

  return (
    <Card title="What if …" className="print:hidden">
      <datalist id={list}>
        {targets.map((id) => (
          <option key={id} value={id} />
        ))}
      </datalist>
      <ol className="flex flex-col gap-5">
        {moves.map((move, index) => (
          <li key={ids.all[index]} className="border-b border-line pb-5 last:border-b-0 last:pb-0">
            <MoveFields
              number={moves.length > 1 ? index + 1 : null}
              {...{ move, inUse, values, list }}
              problems={{
                fromModel: problems[`moves.${index}.fromModel`],
                toModel: problems[`moves.${index}.toModel`],
              }}
              change={(changes) => changeMove(index, changes)}
              actions={
                moves.length > 1 && (
                  <>
                    <Button
                      size="icon"
                      variant="quiet"
                      aria-label={`Let move ${index + 1} come before move ${index}`}
                      disabled={index === 0}
                      onClick={() => raise(index)}
                    >
                      <Icon name="arrowUp" />
                    </Button>
                    <Button
                      size="icon"
                      variant="quiet"
                      aria-label={`Remove move ${index + 1}`}
                      onClick={() => remove(index)}
                    >
                      <Icon name="trash" />
                    </Button>
                  </>
                )
              }
            />
          </li>
        ))}
      </ol>
      <div className="mt-5 flex flex-wrap items-end gap-3 border-t border-line pt-4">
        <Button size="sm" onClick={add}>
          <Icon name="plus" />
          Add a move
        </Button>
        <Field label="Usage tier there" className="w-44">
          <Select
            value={question.tier ?? (keepsLimits && question.tier === null ? NONE : "")}
            onChange={(event) => change({ tier: tierChosen(event.target.value) })}
          >
            <option value="">{keepsLimits ? "as kept in Settings" : "not checked"}</option>
            {keepsLimits && <option value={NONE}>not checked</option>}
            {USAGE_TIERS.map((tier) => (
              <option key={tier} value={tier}>
                {USAGE_TIER_LABELS[tier]}
              </option>
            ))}
          </Select>
        </Field>
        <Field label="Prices" className="w-56">
          <Select
            value={question.prices ?? "usage"}
            onChange={(event) => change({ prices: event.target.value === "usage" ? undefined : event.target.value })}
          >
            <option value="usage">of the usage's time</option>
            <option value="today">of today</option>
            {!["usage", "today", undefined].includes(question.prices) && (
              <option value={question.prices}>of {question.prices}</option>
            )}
          </Select>
        </Field>
        {moves.length > 1 && (
          <p className="basis-60 pb-1.5 text-sm text-muted">A request goes with the first move that it is part of.</p>
        )}
      </div>
    </Card>
  );
}

const NONE = "none";

function tierChosen(value: string): UsageTier | null | undefined {
  if (value === "") return undefined;
  return value === NONE ? null : (value as UsageTier);
}

function swapped<Value>(values: readonly Value[], a: number, b: number): Value[] {
  const next = [...values];
  [next[a], next[b]] = [next[b] as Value, next[a] as Value];
  return next;
}

/** Names for moves that go along when they change places, so that what is being typed stays with its move. */
function useMoveIds(count: number) {
  const [ids, setIds] = useState(() => Array.from({ length: count }, (_, index) => index));
  const next = Math.max(-1, ...ids) + 1;
  const all =
    ids.length >= count ? ids : [...ids, ...Array.from({ length: count - ids.length }, (_, index) => next + index)];
  return {
    all,
    remove: (index: number) => setIds(all.filter((_, at) => at !== index)),
    swap: (a: number, b: number) => setIds(swapped(all, a, b)),
  };
}
