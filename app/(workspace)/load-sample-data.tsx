"use client";

import { useSampleData } from "@/components/api/use-sample-data";
import { Button } from "@/components/ui/button";

/** Fills the organisation with 90 days of made-up usage. */
export function LoadSampleData() {
  const { pending, change } = useSampleData();
  return (
    <Button busy={pending} onClick={() => change("POST")}>
      {pending ? "Loading sample data" : "Load sample data"}
    </Button>
  );
}
