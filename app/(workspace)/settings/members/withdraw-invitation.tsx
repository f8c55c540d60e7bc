"use client";

import { useRouter } from "next/navigation";
import { callApi } from "@/components/api/call-api";
import { ConfirmButton } from "@/components/ui/confirm-button";

export function WithdrawInvitation({ id }: { id: string }) {
  const router = useRouter();
  return (
    <ConfirmButton
      title="Withdraw this invitation?"
      description="Its link will not work any more."
      confirm="Withdraw"
      action={async () => {
        await callApi("DELETE", `/api/v1/invitations/${id}`);
        router.refresh();
      }}
    >
      Withdraw
    </ConfirmButton>
  );
}
