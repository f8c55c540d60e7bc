"use client";

import { useRouter } from "next/navigation";
import { callApi } from "@/components/api/call-api";
import { useAction } from "@/components/api/use-action";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { Select } from "@/components/ui/select";
import type { Sensitivity } from "@/lib/spend/anomalies/judge";

const LABELS: Readonly<Record<Sensitivity, string>> = {
  off: "off: nobody is told",
  low: "low: only what is far off",
  medium: "medium",
  high: "high: also what is somewhat off",
};

interface Watch {
  sensitivity: Sensitivity;
  byModel: boolean;
  byProject: boolean;
}

/** How days are watched; each change is kept at once. */
export function WatchForm({ watch }: { watch: Watch }) {
  const router = useRouter();
  const { busy, problem, run } = useAction(async (change: Partial<Watch>) => {
    await callApi("PATCH", "/api/v1/anomalies", change);
    router.refresh();
  });
  return (
    <fieldset disabled={busy} className="mb-5 flex flex-wrap items-end gap-x-6 gap-y-3 border-b border-line pb-5">
      <legend className="sr-only">How days are watched</legend>
      <Field label="Sensitivity" className="w-full sm:w-80">
        <Select
          className="w-full"
          value={watch.sensitivity}
          onChange={(event) => void run({ sensitivity: event.target.value as Sensitivity })}
        >
          {Object.entries(LABELS).map(([value, label]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </Select>
      </Field>
      <Checkbox
        label="Each model too"
        checked={watch.byModel}
        onChange={(event) => void run({ byModel: event.target.checked })}
      />
      <Checkbox
        label="Each project too"
        checked={watch.byProject}
        onChange={(event) => void run({ byProject: event.target.checked })}
      />
      {problem && (
        <Notice variant="error" className="w-full">
          {problem}
        </Notice>
      )}
    </fieldset>
  );
}
