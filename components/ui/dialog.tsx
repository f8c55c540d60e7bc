"use client";

import { type ReactNode, useEffect, useId, useRef } from "react";
import { Button } from "./button";
import { classNames } from "./class-names";
import { Icon } from "./icon";

const PLACEMENTS = {
  center: "m-auto w-[calc(100vw-2rem)] max-h-[calc(100dvh-2rem)] rounded-xl",
  left: "mr-auto ml-0 my-0 h-dvh max-h-dvh w-72 max-w-[85vw] rounded-r-xl",
} as const;

/** How wide a dialog in the middle gets. */
const SIZES = { normal: "max-w-lg", wide: "max-w-2xl" } as const;

interface DialogProps {
  open: boolean;
  onClose: () => void;
  title: string;
  description?: ReactNode;
  placement?: keyof typeof PLACEMENTS;
  size?: keyof typeof SIZES;
  /** Buttons at the end. */
  footer?: ReactNode;
  children?: ReactNode;
}

/** A modal: the browser keeps the focus in it, Escape and a press beside it close it. */
export function Dialog({
  open,
  onClose,
  title,
  description,
  placement = "center",
  size = "normal",
  footer,
  children,
}: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();

  useEffect(() => {
    if (open && !dialog.current?.open) dialog.current?.showModal();
    if (!open && dialog.current?.open) dialog.current.close();
  }, [open]);

  return (
    // The press that closes is a shortcut for the pointer; the keyboard has Escape and the close button.
    // biome-ignore lint/a11y/useKeyWithClickEvents: the dialog element handles Escape itself.
    <dialog
      ref={dialog}
      aria-labelledby={`${id}-title`}
      aria-describedby={description ? `${id}-description` : undefined}
      onClose={onClose}
      onClick={(event) => event.target === dialog.current && onClose()}
      className={classNames(
        // It stands for itself, whatever cell or line it is written in.
        "animate-rise border border-line bg-raised p-0 text-left text-base font-normal whitespace-normal text-ink shadow-high",
        PLACEMENTS[placement],
        placement === "center" && SIZES[size],
      )}
    >
      {open && (
        <div className="flex h-full flex-col">
          <header className="flex items-start justify-between gap-4 px-5 pt-4">
            <div className="min-w-0">
              <h2 id={`${id}-title`} className="text-lg font-semibold">
                {title}
              </h2>
              {description && (
                <p id={`${id}-description`} className="mt-1 text-sm text-muted">
                  {description}
                </p>
              )}
            </div>
            <Button variant="quiet" size="icon" aria-label="Close" onClick={onClose} className="-mt-1 -mr-2">
              <Icon name="close" />
            </Button>
          </header>
          <div className="min-h-0 flex-1 overflow-y-auto overscroll-contain px-5 py-4">{children}</div>
          {footer && (
            <footer className="flex flex-wrap justify-end gap-2 border-t border-line px-5 py-3">{footer}</footer>
          )}
        </div>
      )}
    </dialog>
  );
}
