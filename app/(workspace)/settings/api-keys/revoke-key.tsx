"use client";

import { useRouter } from "next/navigation";
import { callApi } from "@/components/api/call-api";
import { ConfirmButton } from "@/components/ui/confirm-button";

export function RevokeKey({ id, name }: { id: string; name: string }) {
  const router = useRouter();
  return (
    <ConfirmButton
      title={`Revoke “${name}”?`}
      description="Programs that use it are refused from this moment on. What they sent stays."
      confirm="Revoke"
      label={`Revoke ${name}`}
      action={async () => {
        await callApi("DELETE", `/api/v1/api-keys/${id}`);
        router.refresh();
      }}
    >
      Revoke
    </ConfirmButton>
  );
}
