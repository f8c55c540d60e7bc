"use client";

import { useRouter } from "next/navigation";
import { callApi } from "@/components/api/call-api";
import { useAction } from "@/components/api/use-action";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast-store";
import type { SentLimitsJson } from "@/lib/switch/scenarios/question-json";

/** Keeps the limits of a question with the organisation. */
export function KeepLimits({ limits, kept }: { limits: SentLimitsJson; kept: () => void }) {
  const router = useRouter();
  const { busy, problem, fields, run } = useAction(async () => {
    await callApi("POST", "/api/v1/rate-limits", limits);
    toast(`Your limits on ${limits.model} are kept: every question that states none goes by them.`);
    kept();
    router.refresh();
  });
  const said = problem ?? Object.values(fields)[0];
  return (
    <span className="flex flex-col gap-1">
      <Button size="sm" busy={busy} onClick={() => void run()}>
        Keep them for the organisation
      </Button>
      {said && (
        <span role="alert" className="text-xs font-medium text-danger">
          {said}
        </span>
      )}
    </span>
  );
}
