"use client";

import { useRouter } from "next/navigation";
import { callApi } from "@/components/api/call-api";
import { ConfirmButton } from "@/components/ui/confirm-button";
import { toast } from "@/components/ui/toast-store";

export function DeleteBatch({ id, source }: { id: string; source: string }) {
  const router = useRouter();
  return (
    <ConfirmButton
      title={`Delete “${source}”?`}
      description="All records it brought are taken out of every figure. To have them back, send the file again."
      confirm="Delete"
      label={`Delete ${source}`}
      action={async () => {
        await callApi("DELETE", `/api/v1/batches/${id}`);
        toast(`${source} is deleted.`);
        router.push("/uploads");
        router.refresh();
      }}
    >
      Delete
    </ConfirmButton>
  );
}
