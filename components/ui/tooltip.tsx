"use client";

import { type KeyboardEvent, type ReactNode, useId, useRef } from "react";

/** Space kept between the tip and what it explains, and the edge of the window, in pixels. */
const GAP = 6;

interface TooltipProps {
  /** The explanation; short, plain text. */
  text: ReactNode;
  /** What is explained. Text gets a dotted underline and can be focused. */
  children: ReactNode;
}

/** Explains a word or figure on hover and focus; Escape hides it. */
export function Tooltip({ text, children }: TooltipProps) {
  const id = useId();
  const anchor = useRef<HTMLButtonElement>(null);
  const tip = useRef<HTMLSpanElement>(null);

  function show() {
    if (!anchor.current || !tip.current) return;
    tip.current.showPopover();
    const from = anchor.current.getBoundingClientRect();
    const { width, height } = tip.current.getBoundingClientRect();
    const centred = from.left + from.width / 2 - width / 2;
    const left = Math.max(GAP, Math.min(centred, document.documentElement.clientWidth - width - GAP));
    const above = from.top - height - GAP;
    tip.current.style.left = `${left}px`;
    tip.current.style.top = `${above >= GAP ? above : from.bottom + GAP}px`;
  }

  function hide() {
    tip.current?.hidePopover();
  }

  return (
    <>
      <button
        ref={anchor}
        type="button"
        aria-describedby={id}
        onMouseEnter={show}
        onMouseLeave={hide}
        onFocus={show}
        onBlur={hide}
        onClick={show}
        onKeyDown={(event: KeyboardEvent) => event.key === "Escape" && hide()}
        className="inline cursor-help text-left rounded-sm text-inherit underline decoration-line-strong decoration-dotted underline-offset-3"
      >
        {children}
      </button>
      <span
        ref={tip}
        id={id}
        role="tooltip"
        popover="manual"
        className="fixed inset-auto m-0 max-w-72 rounded-md border border-line bg-raised px-2.5 py-1.5 text-xs font-normal text-ink shadow-high"
      >
        {text}
      </span>
    </>
  );
}
