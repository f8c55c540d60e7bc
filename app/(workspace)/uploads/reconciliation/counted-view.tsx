"use client";

import { describeView, viewOf } from "@/lib/spend/export-view";
import { ALL_VIEWS } from "@/lib/spend/told-twice";
import { PrecedenceSelect } from "./precedence-select";

interface CountedViewProps {
  provider: string | null;
  endpoint: string | null;
  stated: string | null;
  choices: readonly string[];
}

/** Chooses which exports count for a provider and kind of usage, on every day. */
export function CountedView({ provider, endpoint, stated, choices }: CountedViewProps) {
  return (
    <PrecedenceSelect
      small
      label={`Which exports count for ${provider ?? "usage without a provider"}${endpoint ? `, ${endpoint}` : ""}`}
      value={stated ?? ""}
      path="/api/v1/export-precedences"
      bodyOf={(view) => ({ provider, endpoint, view: view === "" ? null : view })}
    >
      <option value="">counted: what tells most</option>
      {choices.map((choice) => (
        <option key={choice} value={choice}>
          counted: {choiceText(choice)}
        </option>
      ))}
    </PrecedenceSelect>
  );
}

/** What a person can say, in words. */
function choiceText(choice: string): string {
  return choice === ALL_VIEWS ? "all: different accounts" : describeView(viewOf(choice));
}
