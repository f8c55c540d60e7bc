"use client";

import { type ReactNode, useState } from "react";
import { createPortal } from "react-dom";
import { ApiFailure } from "@/components/api/call-api";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { Dialog } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";
import { type LoadedReceipt, loadReceipt, type ReceiptOf } from "./load-receipt";
import { ReceiptsView } from "./receipts-view";
import { RecordReceiptView } from "./record-receipt-view";
import { SpendReceiptsView } from "./spend-receipts-view";

interface ReceiptButtonProps {
  of: ReceiptOf;
  /** What the cost is of, for the title and for screen readers. */
  title: string;
  children: ReactNode;
  className?: string;
}

type Shown = { state: "loading" } | { state: "failed"; message: string } | LoadedReceipt;

/** A cost that opens its receipt. */
export function ReceiptButton({ of, title, children, className }: ReceiptButtonProps) {
  const [open, setOpen] = useState(false);
  const [shown, setShown] = useState<Shown>({ state: "loading" });

  async function load() {
    setShown({ state: "loading" });
    try {
      setShown(await loadReceipt(of));
    } catch (error) {
      setShown({ state: "failed", message: error instanceof ApiFailure ? error.message : "Something went wrong." });
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
          "relative cursor-pointer rounded-sm text-inherit decoration-line-strong decoration-dotted underline-offset-4 hover:underline focus-visible:underline [text-align:inherit]",
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
            <Contents shown={shown} retry={() => void load()} />
          </Dialog>,
          document.body,
        )}
    </>
  );
}

/** A figure that opens its receipt where it has one. */
export function ReceiptOrText({ of, ...shown }: Omit<ReceiptButtonProps, "of"> & { of: ReceiptOf | null }) {
  return of === null ? shown.children : <ReceiptButton of={of} {...shown} />;
}

function Contents({ shown, retry }: { shown: Shown; retry: () => void }) {
  switch (shown.state) {
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
          <p className="mb-2">{shown.message}</p>
          <Button size="sm" onClick={retry}>
            Try again
          </Button>
        </Notice>
      );
    case "spend":
      return <SpendReceiptsView answer={shown.answer} />;
    case "receipts":
      return <ReceiptsView receipts={shown.receipts} kept={shown.kept} />;
    case "record":
      return <RecordReceiptView answer={shown.answer} />;
  }
}
