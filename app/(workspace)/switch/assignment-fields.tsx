"use client";

import { type ReactNode, useState } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import {
  DIMENSIONS,
  type Dimension,
  type DimensionValues,
  dimensionLabel,
  isTagDimension,
} from "@/lib/spend/dimensions";
import { type AssignmentChoice, MOST_MODELS, MOST_SEGMENTS } from "./assignment-choice";
import { segmentName } from "./assignment-words";
import { CommittedInput } from "./committed-input";
import { PickedChips, PickList } from "./pick-list";

interface AssignmentFieldsProps {
  choice: AssignmentChoice;
  /** Those chosen, or proposed. */
  models: readonly string[];
  /** Ids of the catalogue's models. */
  targets: readonly string[];
  values: DimensionValues;
  change: (changes: Partial<AssignmentChoice>) => void;
}

/** What is assigned, where it may go, whether it may stay, and how much may move. */
export function AssignmentFields({ choice, models, targets, values, change }: AssignmentFieldsProps) {
  const { by, mayStay, staying, mostMoves } = choice;
  const tags = (Object.keys(values) as Dimension[]).filter(isTagDimension);
  const dimensions = [...DIMENSIONS, ...tags].filter((one) => one === by || (values[one]?.length ?? 0) > 0);
  return (
    <div className="flex flex-col gap-4">
      <div className="grid items-start gap-x-4 gap-y-3 sm:grid-cols-[12rem_12rem_minmax(0,1fr)]">
        <Field label="Assign by">
          <Select value={by} onChange={({ target }) => change({ by: target.value as Dimension, staying: [] })}>
            {dimensions.map((one) => (
              <option key={one} value={one}>
                {dimensionLabel(one)}
              </option>
            ))}
          </Select>
        </Field>
        <Field label="Most moves">
          <CommittedInput
            type="number"
            min={0}
            max={MOST_SEGMENTS}
            placeholder="any number"
            value={mostMoves === null ? "" : String(mostMoves)}
            commit={(text) => change({ mostMoves: mostMovesOf(text) })}
          />
        </Field>
        <Checkbox
          className="sm:mt-8"
          label={`Each ${segmentName(by)} may stay where it is`}
          checked={mayStay}
          onChange={({ target }) => change({ mayStay: target.checked })}
        />
      </div>
      <Picks
        title={`Models each ${segmentName(by)} may go to`}
        choose="Choose models"
        values={targets}
        picked={models}
        most={MOST_MODELS}
        change={(picked) => change({ models: picked })}
      />
      {!mayStay && (
        <Picks
          title={`Every ${segmentName(by)} has to move, but for these, which may stay`}
          choose="Choose which may stay"
          values={["", ...(values[by] ?? [])]}
          picked={staying.map((value) => value ?? "")}
          most={MOST_SEGMENTS}
          change={(picked) => change({ staying: picked.map((value) => value || null) })}
        />
      )}
    </div>
  );
}

function mostMovesOf(text: string): number | null {
  if (text === "") return null;
  return Math.min(MOST_SEGMENTS, Math.max(0, Math.round(Number(text))));
}

interface PicksProps {
  title: ReactNode;
  choose: string;
  values: readonly string[];
  picked: readonly string[];
  most: number;
  change: (picked: string[]) => void;
}

function Picks({ title, choose, ...list }: PicksProps) {
  const [open, setOpen] = useState(false);
  return (
    <div className="flex min-w-0 flex-col gap-2">
      <p className="text-sm font-medium">{title}</p>
      <div className="flex flex-wrap items-center gap-1.5">
        <PickedChips picked={list.picked} change={list.change} />
        <Button size="sm" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? "Done choosing" : choose}
        </Button>
      </div>
      {open && <PickList label={choose} {...list} />}
    </div>
  );
}
