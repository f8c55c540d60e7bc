"use client";

import { useState } from "react";
import { Button } from "./button";
import { Icon } from "./icon";
import { toast } from "./toast-store";

/** Copies a text to the clipboard. */
export function CopyButton({ text, label = "Copy" }: { text: string; label?: string }) {
  const [copied, setCopied] = useState(false);

  async function copy() {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
      setTimeout(() => setCopied(false), 2000);
    } catch {
      // Browsers offer the clipboard only on https and localhost.
      toast("The browser did not allow copying: select the text and copy it yourself.", "error");
    }
  }

  return (
    <Button size="sm" onClick={copy}>
      <Icon name={copied ? "check" : "copy"} />
      <span aria-live="polite">{copied ? "Copied" : label}</span>
    </Button>
  );
}
