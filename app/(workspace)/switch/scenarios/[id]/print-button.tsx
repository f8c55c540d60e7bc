"use client";

import { Button } from "@/components/ui/button";

/** Opens the browser's way to print the page. */
export function PrintButton() {
  return (
    <Button size="sm" onClick={() => window.print()}>
      Print
    </Button>
  );
}
