"use client";

import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { toast } from "@/components/ui/toast-store";

const SAID = {
  POST: { done: "Sample data is loaded.", failed: "The sample data could not be loaded. Try again in a moment." },
  DELETE: { done: "Sample data is removed.", failed: "The sample data could not be removed. Try again in a moment." },
} as const;

/** Loads sample data (POST) or removes it (DELETE), then shows the page anew. */
export function useSampleData(): { pending: boolean; change: (method: keyof typeof SAID) => void } {
  const router = useRouter();
  const [pending, startTransition] = useTransition();

  function change(method: keyof typeof SAID) {
    startTransition(async () => {
      const response = await fetch("/api/v1/sample-data", { method }).catch(() => null);
      if (!response?.ok) return toast(SAID[method].failed, "error");
      toast(SAID[method].done);
      router.refresh();
    });
  }

  return { pending, change };
}
