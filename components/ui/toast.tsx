"use client";

import { useSyncExternalStore } from "react";
import { Button } from "./button";
import { classNames } from "./class-names";
import { Icon } from "./icon";
import { currentToasts, dismissToast, subscribeToToasts } from "./toast-store";

export { toast } from "./toast-store";

/** Where toasts appear; once, in the root layout. */
export function Toasts() {
  const messages = useSyncExternalStore(subscribeToToasts, currentToasts, currentToasts);
  return (
    <div
      role="status"
      aria-live="polite"
      className="print:hidden pointer-events-none fixed inset-x-4 bottom-4 z-50 flex flex-col items-end gap-2"
    >
      {messages.map((message) => (
        <div
          key={message.id}
          className="pointer-events-auto flex max-w-sm animate-rise items-start gap-2.5 rounded-lg border border-line bg-raised py-2 pr-2 pl-3.5 shadow-high"
        >
          <Icon
            name={message.variant === "error" ? "warning" : "check"}
            className={classNames("mt-2", message.variant === "error" ? "text-danger" : "text-positive")}
          />
          <p className="py-1.25">{message.text}</p>
          <Button variant="quiet" size="icon" aria-label="Dismiss" onClick={() => dismissToast(message.id)}>
            <Icon name="close" />
          </Button>
        </div>
      ))}
    </div>
  );
}
