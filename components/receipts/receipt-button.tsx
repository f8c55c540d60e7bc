"use client";

import { type ReactNode, useState } from "react";
import { createPortal } from "react-dom";
import { ApiFailure, callApi } from "@/components/api/call-api";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { Dialog } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";
import type { RecordReceiptAnswer, SpendReceiptsAnswer } from "./receipt-answers";
import { RecordReceiptView } from "./record-receipt-view";
import { SpendReceiptsView } from "./spend-receipts-view";

/** What a cost is of: the usage a question about spend asks for (its parameters as text), or one record. */
export type ReceiptOf = { spend: string } | { record: string };

interface ReceiptButtonProps {
  of: ReceiptOf;
  /** What the cost is of, for the title and for screen readers. */
  title: string;
  children: ReactNode;
  className?: string;
}

type Loaded =
  | { state: "loading" }
  | { state: "failed"; message: string }
  | { state: "spend"; answer: SpendReceiptsAnswer }
  | { state: "record"; answer: RecordReceiptAnswer };

/** A cost that opens its receipt. */
export function ReceiptButton({ of, title, children, className }: ReceiptButtonProps) {
  const [open, setOpen] = useState(false);
  const [loaded, setLoaded] = useState<Loaded>({ state: "loading" });

  async function load() {
    setLoaded({ state: "loading" });
    try {
      if ("record" in of) {
        const path = `/api/v1/records/${encodeURIComponent(of.record)}/receipt`;
        setLoaded({ state: "record", answer: await callApi<RecordReceiptAnswer>("GET", path) });
      } else {
        const path = `/api/v1/spend/receipts?${of.spend}`;
        setLoaded({ state: "spend", answer: await callApi<SpendReceiptsAnswer>("GET", path) });
      }
    } catch (error) {
      setLoaded({ state: "failed", message: error instanceof ApiFailure ? error.message : "Something went wrong." });
    }
  }

  return (
    <>
      <button
        type="button"
        title="Show the receipt"
        onClick={() => {
          setOpen(true);
          void load();
        }}
        className={classNames(
          "cursor-pointer rounded-sm text-inherit decoration-line-strong decoration-dotted underline-offset-4 hover:underline focus-visible:underline",
          className,
        )}
      >
        {children}
        <span className="sr-only">, show the receipt</span>
      </button>
      {/* In the body: a cost can stand where no dialog may, and would pass its looks on. */}
      {open &&
        createPortal(
          <Dialog open onClose={() => setOpen(false)} title="Receipt" description={title} size="wide">
            <Contents loaded={loaded} retry={() => void load()} />
          </Dialog>,
          document.body,
        )}
    </>
  );
}

function Contents({ loaded, retry }: { loaded: Loaded; retry: () => void }) {
  switch (loaded.state) {
    case "loading":
      return (
        <div role="status">
          <span className="sr-only">Loading the receipt</span>
          <Skeleton className="mb-3 h-5 w-48" />
          <Skeleton className="h-56 w-full" />
        </div>
      );
    case "failed":
      return (
        <Notice variant="error" title="The receipt could not be loaded">
          <p className="mb-2">{loaded.message}</p>
          <Button size="sm" onClick={retry}>
            Try again
          </Button>
        </Notice>
      );
    case "spend":
      return <SpendReceiptsView answer={loaded.answer} />;
    case "record":
      return <RecordReceiptView answer={loaded.answer} />;
  }
}
