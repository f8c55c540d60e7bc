"use client";

import { type ReactNode, useState } from "react";
import { callApi } from "@/components/api/call-api";
import { useAction } from "@/components/api/use-action";
import { Dialog } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";
import { type OriginAnswer, OriginView } from "./origin-view";

interface OriginButtonProps {
  recordId: string;
  batchId: number;
  /** What record it is, for the title. */
  title: string;
  children: ReactNode;
}

/** Opens where a record came from, and what of it was kept. */
export function OriginButton({ recordId, batchId, title, children }: OriginButtonProps) {
  const [open, setOpen] = useState(false);
  const [answer, setAnswer] = useState<OriginAnswer | null>(null);
  const { problem, run } = useAction(async () => {
    const [record, batch] = await Promise.all([
      callApi<OriginAnswer["record"]>("GET", `/api/v1/records/${recordId}`),
      callApi<OriginAnswer["batch"]>("GET", `/api/v1/batches/${batchId}`),
    ]);
    setAnswer({ record, batch });
  });
  return (
    <>
      <button
        type="button"
        title="Show where it came from"
        onClick={() => {
          setOpen(true);
          if (!answer) void run();
        }}
        className="rounded-sm text-left leading-6 decoration-line-strong decoration-dotted underline-offset-4 hover:underline"
      >
        {children}
        <span className="sr-only">, show where it came from</span>
      </button>
      {open && (
        <Dialog open onClose={() => setOpen(false)} title="Where it came from" description={title} size="wide">
          {answer && <OriginView {...answer} />}
          {problem && <Notice variant="error">{problem}</Notice>}
          {!answer && !problem && <Skeleton className="h-72 w-full" />}
        </Dialog>
      )}
    </>
  );
}
