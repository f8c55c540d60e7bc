"use client";

import { useState } from "react";
import { StackedChart } from "@/components/charts/stacked-chart";
import { Card } from "@/components/ui/card";
import { SegmentedControl } from "@/components/ui/segmented-control";
import type { SwitchAnswerJson } from "@/lib/switch/answer-to-json";
import { type CostSlices, costSlices } from "./cost-slices";

const VIEWS = [
  { value: "day", label: "Day" },
  { value: "model", label: "Model" },
  { value: "project", label: "Project" },
] as const;

const DESCRIPTIONS: Readonly<Record<CostSlices, string>> = {
  day: "All spend in scope by day: as it was, and with the switch at the same tokens.",
  model: "The models that cost most: what they cost now, and what would run on them.",
  project: "The projects that cost most: as they are, and with the switch at the same tokens.",
};

/** Cost now and with the switch, side by side: by day, by model, by project. */
export function CostCard({ answer }: { answer: SwitchAnswerJson }) {
  const [by, setBy] = useState<CostSlices>("day");
  return (
    <Card
      title="What it costs"
      description={DESCRIPTIONS[by]}
      actions={<SegmentedControl label="Cost by" options={VIEWS} value={by} onChange={setBy} />}
    >
      <StackedChart key={by} caption={`Cost by ${by}, now and with the switch`} data={costSlices(answer, by)} />
    </Card>
  );
}
