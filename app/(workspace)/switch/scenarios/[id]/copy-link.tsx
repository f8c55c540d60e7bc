"use client";

import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast-store";

/** Copies the address of the page, for others in the organisation. */
export function CopyLink() {
  async function copy() {
    try {
      await navigator.clipboard.writeText(window.location.href);
      toast("The link is copied: members of the organisation can open it.");
    } catch {
      toast("The browser did not allow copying: copy the address of the page.", "error");
    }
  }
  return (
    <Button size="sm" onClick={copy}>
      Copy the link
    </Button>
  );
}
