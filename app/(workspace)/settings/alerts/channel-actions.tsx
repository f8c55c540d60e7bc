"use client";

import { useRouter } from "next/navigation";
import { callApi } from "@/components/api/call-api";
import { useAction } from "@/components/api/use-action";
import { Button } from "@/components/ui/button";
import { ConfirmButton } from "@/components/ui/confirm-button";
import { toast } from "@/components/ui/toast-store";

interface ChannelActionsProps {
  id: string;
  name: string;
  enabled: boolean;
}

/** Tries a channel out, pauses it, or removes it. */
export function ChannelActions({ id, name, enabled }: ChannelActionsProps) {
  const router = useRouter();
  const path = `/api/v1/alert-channels/${id}`;
  const test = useAction(async () => {
    const { status, error } = await callApi<{ status: string; error: string | null }>("POST", `${path}/test`);
    if (status === "delivered") toast(`The test has reached “${name}”.`);
    else toast(`The test did not reach “${name}”: ${error}`, "error");
    router.refresh();
  });
  const pause = useAction(async () => {
    await callApi("PATCH", path, { enabled: !enabled });
    router.refresh();
  });
  return (
    <span className="inline-flex flex-wrap justify-end gap-2">
      <Button size="sm" busy={test.busy} aria-label={`Send a test to ${name}`} onClick={() => void test.run()}>
        Send a test
      </Button>
      <Button
        size="sm"
        busy={pause.busy}
        aria-label={`${enabled ? "Pause" : "Resume"} ${name}`}
        onClick={() => void pause.run()}
      >
        {enabled ? "Pause" : "Resume"}
      </Button>
      <ConfirmButton
        title={`Remove “${name}”?`}
        description="Nothing more is sent there, also not what is waiting. The log stays."
        confirm="Remove"
        label={`Remove ${name}`}
        action={async () => {
          await callApi("DELETE", path);
          router.refresh();
        }}
      >
        Remove
      </ConfirmButton>
      {(test.problem ?? pause.problem) && (
        <span role="alert" className="w-full text-xs font-medium text-danger">
          {test.problem ?? pause.problem}
        </span>
      )}
    </span>
  );
}
