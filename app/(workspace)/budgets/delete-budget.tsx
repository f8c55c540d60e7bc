"use client";

import { useRouter } from "next/navigation";
import { callApi } from "@/components/api/call-api";
import { ConfirmButton } from "@/components/ui/confirm-button";

export function DeleteBudget({ id, name }: { id: string; name: string }) {
  const router = useRouter();
  return (
    <ConfirmButton
      title={`Delete “${name}”?`}
      description="Nobody is told any more when its thresholds are reached. What it has told of stays in the list of alerts."
      confirm="Delete"
      label={`Delete ${name}`}
      action={async () => {
        await callApi("DELETE", `/api/v1/budgets/${id}`);
        router.push("/budgets");
        router.refresh();
      }}
    >
      Delete
    </ConfirmButton>
  );
}
