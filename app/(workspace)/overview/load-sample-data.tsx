"use client";

import { Button } from "@/components/ui/button";
import { useSampleData } from "./use-sample-data";

/** Fills the organisation with 90 days of made-up usage. */
export function LoadSampleData() {
  const { pending, change } = useSampleData();
  return (
    <Button busy={pending} onClick={() => change("POST")}>
      {pending ? "Loading sample data" : "Load sample data"}
    </Button>
  );
}
