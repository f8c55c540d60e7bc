"use client";

import { formatCount } from "@/lib/spend/format-count";
import type { RepriceJson } from "@/lib/spend/reprice";
import type { ApiFailure } from "../api/call-api";
import { Button } from "../ui/button";
import { Notice } from "../ui/notice";
import { EffectView } from "./effect-view";
import { isUnderWay } from "./use-reprice";

interface RepriceStepsProps {
  reprice: RepriceJson;
  failure: ApiFailure | null;
  sending: boolean;
  send: (path: string) => Promise<void>;
  onBack: () => void;
  onDone: () => void;
}

/** A reprice from its preview to its effect: what would change, whether to apply it, how far it is, what changed. */
export function RepriceSteps({ reprice, failure, sending, send, onBack, onDone }: RepriceStepsProps) {
  const { id, status, preview, effect, error } = reprice;
  const shown = effect ?? preview;
  return (
    <div className="flex flex-col gap-4">
      {isUnderWay(reprice) && <Progress reprice={reprice} />}
      {status === "applied" && <Notice variant="success">Done. The figures have changed as shown.</Notice>}
      {status === "reverted" && (
        <Notice variant="success">
          Taken back.{" "}
          {reprice.notReverted > 0 &&
            (reprice.notReverted === 1
              ? "1 record has changed since and was left alone."
              : `${formatCount(reprice.notReverted)} records have changed since and were left alone.`)}
        </Notice>
      )}
      {status === "failed" && <Notice variant="error">{error}</Notice>}
      {failure && <Notice variant="error">{failure.message}</Notice>}
      {shown && status !== "previewing" && <EffectView effect={shown} />}
      <div className="flex flex-wrap justify-end gap-2">
        {status === "previewed" && (
          <>
            <Button onClick={onBack}>Back</Button>
            <Button variant="primary" busy={sending} onClick={() => void send(`/api/v1/reprices/${id}/apply`)}>
              {preview?.changed ? "Apply to stored usage" : "Apply"}
            </Button>
          </>
        )}
        {status === "previewing" && <Button onClick={onBack}>Cancel</Button>}
        {!["previewed", "previewing"].includes(status) && <Button onClick={onDone}>Close</Button>}
      </div>
    </div>
  );
}

const DOING = {
  previewing: "Working out what changes",
  applying: "Changing stored costs",
  reverting: "Taking it back",
};

/** How far it is. */
export function Progress({ reprice: { status, progress } }: { reprice: RepriceJson }) {
  const label = DOING[status as keyof typeof DOING] ?? "";
  return (
    <div role="status">
      <p className="mb-1.5 text-sm text-muted">
        {label}: {formatCount(progress.done)} of {formatCount(progress.total)} records …
      </p>
      <progress
        aria-label={label}
        className="h-2 w-full accent-accent"
        max={Math.max(1, progress.total)}
        value={progress.done}
      />
    </div>
  );
}
