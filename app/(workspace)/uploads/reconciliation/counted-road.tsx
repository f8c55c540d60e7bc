"use client";

import { useRouter } from "next/navigation";
import { callApi } from "@/components/api/call-api";
import { useAction } from "@/components/api/use-action";
import { Select } from "@/components/ui/select";

interface CountedRoadProps {
  provider: string | null;
  project: string | null;
  counted: "export" | "requests";
}

/** Chooses which road counts for a provider and project, on every day. */
export function CountedRoad({ provider, project, counted }: CountedRoadProps) {
  const router = useRouter();
  const { busy, problem, run } = useAction(async (precedence: string) => {
    await callApi("POST", "/api/v1/overlap-precedences", { provider, project, precedence });
    router.refresh();
  });
  return (
    <>
      <Select
        aria-label={`What counts for ${provider ?? "usage without a provider"}${project ? `, ${project}` : ""}`}
        value={counted}
        disabled={busy}
        onChange={(event) => void run(event.target.value)}
      >
        <option value="export">the export</option>
        <option value="requests">single requests</option>
      </Select>
      {problem && (
        <p role="alert" className="mt-1 text-xs text-danger">
          {problem}
        </p>
      )}
    </>
  );
}
