"use client";

import { useRouter } from "next/navigation";
import { callApi } from "@/components/api/call-api";
import { ConfirmButton } from "@/components/ui/confirm-button";
import type { RateLimitJson } from "@/lib/switch/rate-limits-json";

/** Asks before a limit is deleted. */
export function DeleteLimit({ limit: { id, model } }: { limit: Pick<RateLimitJson, "id" | "model"> }) {
  const router = useRouter();
  return (
    <ConfirmButton
      title={`Delete your limit on ${model}?`}
      description="What-ifs are held against your usage tier again, where you keep one. Scenarios that went by it say so."
      confirm="Delete"
      label={`Delete the limit on ${model}`}
      action={async () => {
        await callApi("DELETE", `/api/v1/rate-limits/${id}`);
        router.refresh();
      }}
    >
      Delete
    </ConfirmButton>
  );
}
