"use client";

import { useRouter } from "next/navigation";
import { callApi } from "@/components/api/call-api";
import { useAction } from "@/components/api/use-action";
import { Select } from "@/components/ui/select";
import { describeView, viewOf } from "@/lib/spend/export-view";
import { ALL_VIEWS } from "@/lib/spend/told-twice";

interface CountedViewProps {
  provider: string | null;
  endpoint: string | null;
  stated: string | null;
  choices: readonly string[];
}

/** Chooses which exports count for a provider and kind of usage, on every day. */
export function CountedView({ provider, endpoint, stated, choices }: CountedViewProps) {
  const router = useRouter();
  const { busy, problem, run } = useAction(async (view: string) => {
    await callApi("POST", "/api/v1/export-precedences", { provider, endpoint, view: view === "" ? null : view });
    router.refresh();
  });
  return (
    <>
      <Select
        small
        aria-label={`Which exports count for ${provider ?? "usage without a provider"}${endpoint ? `, ${endpoint}` : ""}`}
        value={stated ?? ""}
        disabled={busy}
        onChange={(event) => void run(event.target.value)}
      >
        <option value="">counted: what tells most</option>
        {choices.map((choice) => (
          <option key={choice} value={choice}>
            counted: {choiceText(choice)}
          </option>
        ))}
      </Select>
      {problem && (
        <p role="alert" className="mt-1 text-xs text-danger">
          {problem}
        </p>
      )}
    </>
  );
}

/** What a person can say, in words. */
function choiceText(choice: string): string {
  return choice === ALL_VIEWS ? "all: different accounts" : describeView(viewOf(choice));
}
