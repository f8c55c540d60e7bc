"use client";

import { useRouter } from "next/navigation";
import { callApi } from "@/components/api/call-api";
import { useAction } from "@/components/api/use-action";
import { Button } from "@/components/ui/button";
import { ConfirmButton } from "@/components/ui/confirm-button";
import { Icon } from "@/components/ui/icon";
import { toast } from "@/components/ui/toast-store";
import type { ScenarioJson } from "@/lib/switch/scenarios/scenario";

interface ScenarioActionsProps {
  scenario: Pick<ScenarioJson, "id" | "name" | "mayDelete">;
  /** Where to go when it is deleted; the same page otherwise. */
  afterwards?: string;
}

/** Run again, duplicate and delete a scenario. */
export function ScenarioActions({ scenario: { id, name, mayDelete }, afterwards }: ScenarioActionsProps) {
  const router = useRouter();
  const path = `/api/v1/scenarios/${id}`;
  const { busy, run } = useAction<{ path: string; done: string }>(async (asked) => {
    try {
      await callApi("POST", asked.path, {});
      toast(asked.done);
      router.refresh();
    } catch (problem) {
      toast((problem as Error).message, "error");
    }
  });
  return (
    <>
      <Button
        size="sm"
        variant="quiet"
        disabled={busy}
        aria-label={`Run ${name} again`}
        onClick={() => void run({ path: `${path}/runs`, done: `${name} was run again.` })}
      >
        Run again
      </Button>
      <Button
        size="icon"
        variant="quiet"
        disabled={busy}
        aria-label={`Duplicate ${name}`}
        onClick={() => void run({ path: `${path}/duplicate`, done: `${name} is duplicated.` })}
      >
        <Icon name="copy" />
      </Button>
      {mayDelete && (
        <ConfirmButton
          size="icon"
          variant="quiet"
          label={`Delete ${name}`}
          title="Delete this scenario?"
          description={`“${name}” and what it came to at each run will be gone for everybody.`}
          confirm="Delete"
          action={async () => {
            await callApi("DELETE", path);
            toast(`${name} is deleted.`);
            if (afterwards) router.push(afterwards);
            else router.refresh();
          }}
        >
          <Icon name="trash" />
        </ConfirmButton>
      )}
    </>
  );
}
