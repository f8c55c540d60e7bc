"use client";

import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { toast } from "../ui/toast-store";
import { callApi } from "./call-api";

const DONE = { POST: "Sample data is loaded.", DELETE: "Sample data is removed." } as const;

/** Loads sample data (POST) or removes it (DELETE), then shows the page anew. */
export function useSampleData(): { pending: boolean; change: (method: keyof typeof DONE) => void } {
  const router = useRouter();
  const [pending, startTransition] = useTransition();

  function change(method: keyof typeof DONE) {
    startTransition(async () => {
      try {
        await callApi(method, "/api/v1/sample-data");
        toast(DONE[method]);
        router.refresh();
      } catch (problem) {
        toast((problem as Error).message, "error");
      }
    });
  }

  return { pending, change };
}
