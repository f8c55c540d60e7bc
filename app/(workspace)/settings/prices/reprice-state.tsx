"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { Progress } from "@/components/reprice/reprice-steps";
import { isUnderWay, useReprice } from "@/components/reprice/use-reprice";
import { Button } from "@/components/ui/button";
import { ConfirmButton } from "@/components/ui/confirm-button";
import type { RepriceJson } from "@/lib/spend/reprice";

/** How far a reprice is, and what can be done with it. */
export function RepriceState({ reprice: initial, canChange }: { reprice: RepriceJson; canChange: boolean }) {
  const { reprice, failure, sending, send } = useReprice(initial);
  const one = reprice ?? initial;
  const router = useRouter();
  const isSettled = one.status !== initial.status && !isUnderWay(one);
  useEffect(() => {
    if (isSettled) router.refresh();
  }, [isSettled, router]);
  if (isUnderWay(one)) return <Progress reprice={one} />;
  if (!canChange) return null;
  return (
    <div className="flex flex-wrap items-center gap-2">
      {failure && <span className="text-sm text-danger">{failure.message}</span>}
      {one.status === "failed" && one.appliedBy !== null && (
        <Button size="sm" busy={sending} onClick={() => void send(`/api/v1/reprices/${one.id}/apply`)}>
          Go on
        </Button>
      )}
      {(one.status === "applied" || (one.status === "failed" && one.appliedBy !== null)) && (
        <ConfirmButton
          title="Take this reprice back?"
          description="Stored costs are again what they were before, and the prices or names it came with are withdrawn. Records that have changed since are left alone."
          confirm="Take back"
          action={() => send(`/api/v1/reprices/${one.id}/revert`)}
        >
          Take back
        </ConfirmButton>
      )}
    </div>
  );
}
