"use client";

import { PrecedenceSelect } from "./precedence-select";

interface CountedRoadProps {
  provider: string | null;
  project: string | null;
  counted: "export" | "requests";
}

/** Chooses which road counts for a provider and project, on every day. */
export function CountedRoad({ provider, project, counted }: CountedRoadProps) {
  return (
    <PrecedenceSelect
      label={`What counts for ${provider ?? "usage without a provider"}${project ? `, ${project}` : ""}`}
      value={counted}
      path="/api/v1/overlap-precedences"
      bodyOf={(precedence) => ({ provider, project, precedence })}
    >
      <option value="export">the export</option>
      <option value="requests">single requests</option>
    </PrecedenceSelect>
  );
}
