"use client";

import { signOut } from "next-auth/react";
import { callApi } from "@/components/api/call-api";
import { useAction } from "@/components/api/use-action";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";

export function JoinAsUser({ token, email }: { token: string; email: string }) {
  const { busy, problem, run } = useAction(async () => {
    await callApi("POST", "/api/v1/invitations/accept", { token });
    window.location.assign("/overview");
  });
  return (
    <div className="flex flex-col gap-4">
      <p>
        You are signed in as <strong className="font-medium">{email}</strong>.
      </p>
      {problem && <Notice variant="error">{problem}</Notice>}
      <Button variant="primary" busy={busy} onClick={() => void run()}>
        Join as {email}
      </Button>
      <Button variant="quiet" onClick={() => void signOut({ callbackUrl: `/invitation/${token}` })}>
        Use another account
      </Button>
    </div>
  );
}
