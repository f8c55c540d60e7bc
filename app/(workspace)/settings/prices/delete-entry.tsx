"use client";

import { useRouter } from "next/navigation";
import { callApi } from "@/components/api/call-api";
import { ConfirmButton } from "@/components/ui/confirm-button";

export function DeleteEntry({ path, name }: { path: string; name: string }) {
  const router = useRouter();
  return (
    <ConfirmButton
      title={`Delete the entry for ${name}?`}
      description="What comes in from now on is priced without it. Stored costs stay."
      confirm="Delete"
      label={`Delete the entry for ${name}`}
      action={async () => {
        await callApi("DELETE", path);
        router.refresh();
      }}
    >
      Delete
    </ConfirmButton>
  );
}
