"use client";

import { type RefObject, useEffect, useState } from "react";

/**
 * CSS colours (variables included) as a canvas understands them, in the order given; again whenever the theme changes.
 * Null before the first reading. `element` is where they are looked up.
 */
export function useChartColours(element: RefObject<HTMLElement | null>, colours: readonly string[]): string[] | null {
  const [resolved, setResolved] = useState<string[] | null>(null);
  const wanted = colours.join("\n");

  useEffect(() => {
    const read = () => {
      const probe = document.createElement("span");
      element.current?.append(probe);
      setResolved(
        wanted.split("\n").map((colour) => {
          probe.style.color = colour;
          return getComputedStyle(probe).color;
        }),
      );
      probe.remove();
    };
    read();
    // Paper is light whatever the theme.
    const media = ["(prefers-color-scheme: dark)", "print"].map((query) => window.matchMedia(query));
    for (const query of media) query.addEventListener("change", read);
    const chosen = new MutationObserver(read);
    chosen.observe(document.documentElement, { attributeFilter: ["data-theme"] });
    return () => {
      for (const query of media) query.removeEventListener("change", read);
      chosen.disconnect();
    };
  }, [element, wanted]);

  return resolved;
}
