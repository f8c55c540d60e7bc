"use client";

import { useRouter } from "next/navigation";
import { callApi } from "@/components/api/call-api";
import { ConfirmButton } from "@/components/ui/confirm-button";

interface RemoveMemberProps {
  userId: string;
  name: string;
  organization: string;
  isSelf: boolean;
}

export function RemoveMember({ userId, name, organization, isSelf }: RemoveMemberProps) {
  const router = useRouter();
  return (
    <ConfirmButton
      title={isSelf ? `Leave ${organization}?` : `Remove ${name}?`}
      description={
        isSelf
          ? "You will not see its usage any more. Only an invitation brings you back."
          : `${name} will not see ${organization} any more, and links ${name} made to invite others stop working. Uploads stay.`
      }
      confirm={isSelf ? "Leave" : "Remove"}
      label={isSelf ? `Leave ${organization}` : `Remove ${name}`}
      action={async () => {
        await callApi("DELETE", `/api/v1/members/${userId}`);
        if (isSelf) window.location.assign("/overview");
        else router.refresh();
      }}
    >
      {isSelf ? "Leave" : "Remove"}
    </ConfirmButton>
  );
}
