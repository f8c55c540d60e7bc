"use client";

import { type ReactNode, useId } from "react";
import { SEGMENT_LOOK, SEGMENTS_LOOK } from "./segment-look";

interface SegmentedControlProps<Value extends string> {
  /** Names the choice for screen readers. */
  label: string;
  options: readonly { value: Value; label: ReactNode }[];
  value: Value;
  onChange: (value: Value) => void;
}

/** A choice of one among a few, all in sight. For choices kept in the URL use SegmentedLinks. */
export function SegmentedControl<Value extends string>({
  label,
  options,
  value,
  onChange,
}: SegmentedControlProps<Value>) {
  const name = useId();
  return (
    <fieldset className={`${SEGMENTS_LOOK} print:hidden`}>
      <legend className="sr-only">{label}</legend>
      {options.map((option) => (
        <label key={option.value} data-selected={option.value === value || undefined} className={SEGMENT_LOOK}>
          <input
            type="radio"
            name={name}
            className="sr-only"
            checked={option.value === value}
            onChange={() => onChange(option.value)}
          />
          {option.label}
        </label>
      ))}
    </fieldset>
  );
}
