"use client";

import { type ReactNode, useState } from "react";
import { useAction } from "@/components/api/use-action";
import { Button } from "./button";
import { Dialog } from "./dialog";
import { Notice } from "./notice";

interface ConfirmButtonProps {
  /** On the button that asks. */
  children: ReactNode;
  title: string;
  /** What will be gone. */
  description: ReactNode;
  /** On the button that does it. */
  confirm: string;
  action: () => Promise<void>;
  /** Names the button where `children` is not enough. */
  label?: string;
  size?: "sm" | "md" | "icon";
  variant?: "secondary" | "quiet" | "danger";
}

/** A button for what cannot be undone: asks first, says what will be gone, and stays open when it fails. */
export function ConfirmButton({
  children,
  title,
  description,
  confirm,
  action,
  label,
  size = "sm",
  variant = "secondary",
}: ConfirmButtonProps) {
  const [open, setOpen] = useState(false);
  const { busy, problem, run } = useAction(async () => {
    await action();
    setOpen(false);
  });
  return (
    <>
      <Button size={size} variant={variant} aria-label={label} onClick={() => setOpen(true)}>
        {children}
      </Button>
      <Dialog
        open={open}
        onClose={() => setOpen(false)}
        title={title}
        footer={
          <>
            <Button onClick={() => setOpen(false)}>Cancel</Button>
            <Button variant="danger" busy={busy} onClick={() => void run()}>
              {confirm}
            </Button>
          </>
        }
      >
        <div className="text-muted">{description}</div>
        {problem && (
          <Notice variant="error" className="mt-4">
            {problem}
          </Notice>
        )}
      </Dialog>
    </>
  );
}
