"use client";

import { type ReactNode, useEffect, useRef } from "react";
import { classNames } from "./class-names";

/** Space kept between the panel and the edge of the window, in pixels. */
const EDGE = 12;

interface MenuProps {
  /** What the button shows; text, if only for screen readers (sr-only), names it. */
  button: ReactNode;
  /** Which way the panel opens. */
  side?: "below" | "above";
  align?: "start" | "end";
  buttonClassName?: string;
  onOpen?: () => void;
  /** Links and buttons; a press on one closes the panel. */
  children: ReactNode;
}

/** A button that discloses a panel of links and buttons; Escape and a press outside close it. */
export function Menu({ button, side = "below", align = "start", buttonClassName, onOpen, children }: MenuProps) {
  const details = useRef<HTMLDetailsElement>(null);
  const panel = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const close = () => details.current?.removeAttribute("open");
    const onPress = (event: PointerEvent) => {
      if (!details.current?.contains(event.target as Node)) close();
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "Escape" || !details.current?.open) return;
      close();
      details.current.querySelector("summary")?.focus();
    };
    document.addEventListener("pointerdown", onPress);
    document.addEventListener("keydown", onKey);
    return () => {
      document.removeEventListener("pointerdown", onPress);
      document.removeEventListener("keydown", onKey);
    };
  }, []);

  /** Moves the panel so that it is within the window. */
  function place() {
    if (!panel.current) return;
    panel.current.style.translate = "";
    const { left, right } = panel.current.getBoundingClientRect();
    const over = right - (document.documentElement.clientWidth - EDGE);
    const shift = left < EDGE ? EDGE - left : over > 0 ? -over : 0;
    panel.current.style.translate = `${shift}px 0`;
  }

  function onToggle() {
    place();
    if (details.current?.open) onOpen?.();
  }

  return (
    <details ref={details} onToggle={onToggle} className="relative min-w-0">
      <summary
        className={classNames("list-none rounded-md select-none [&::-webkit-details-marker]:hidden", buttonClassName)}
      >
        {button}
      </summary>
      {/* biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useKeyWithClickEvents: the buttons and links inside are what is pressed. */}
      <div
        ref={panel}
        onClick={(event) => {
          if ((event.target as Element).closest("[data-closes-menu], a")) details.current?.removeAttribute("open");
        }}
        className={classNames(
          "absolute z-30 max-h-[70dvh] w-64 max-w-[calc(100vw-2rem)] animate-rise overflow-y-auto rounded-lg border border-line bg-raised p-1.5 shadow-high",
          side === "below" ? "top-full mt-1.5" : "bottom-full mb-1.5",
          align === "start" ? "left-0" : "right-0",
        )}
      >
        {children}
      </div>
    </details>
  );
}

/** How a link or button in a menu looks. */
export const MENU_ITEM_LOOK =
  "flex w-full items-center gap-2.5 rounded-md px-2.5 py-1.5 text-left transition-colors hover:bg-sunken -outline-offset-2";
