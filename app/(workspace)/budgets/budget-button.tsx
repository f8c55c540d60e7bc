"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import type { DimensionValues } from "@/lib/spend/dimensions";
import { BudgetForm, type BudgetInForm } from "./budget-form";

/** Opens the form of a budget: of a new one, or of the one to be changed. */
export function BudgetButton({ budget, values }: { budget?: BudgetInForm; values: DimensionValues }) {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  return (
    <>
      {budget ? (
        <Button size="sm" onClick={() => setOpen(true)}>
          Edit
        </Button>
      ) : (
        <Button variant="primary" size="sm" onClick={() => setOpen(true)}>
          New budget
        </Button>
      )}
      <Dialog
        open={open}
        onClose={close}
        title={budget ? "Change the budget" : "New budget"}
        description={
          budget
            ? "Thresholds that have fired in this period stay fired, whatever its amount."
            : "What some usage may cost, and when to tell."
        }
      >
        <BudgetForm
          budget={budget}
          values={values}
          onCancel={close}
          onDone={() => {
            close();
            router.refresh();
          }}
        />
      </Dialog>
    </>
  );
}
