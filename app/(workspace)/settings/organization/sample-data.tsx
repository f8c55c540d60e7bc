"use client";

import { useSampleData } from "@/components/api/use-sample-data";
import { Button } from "@/components/ui/button";

export function SampleData({ isLoaded }: { isLoaded: boolean }) {
  const { pending, change } = useSampleData();
  return (
    <Button size="sm" busy={pending} onClick={() => change(isLoaded ? "DELETE" : "POST")}>
      {isLoaded ? "Remove sample data" : "Load sample data"}
    </Button>
  );
}
