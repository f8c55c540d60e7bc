"use client";

import { useSampleData } from "@/components/api/use-sample-data";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";

/** Says that made-up usage counts in the figures, and takes it out. */
export function SampleDataNotice({ canRemove }: { canRemove: boolean }) {
  const { pending, change } = useSampleData();
  return (
    <Notice
      className="print:hidden"
      actions={
        canRemove && (
          <Button size="sm" busy={pending} onClick={() => change("DELETE")}>
            {pending ? "Removing" : "Remove sample data"}
          </Button>
        )
      }
    >
      These figures include sample data: made-up usage to look around with.
    </Notice>
  );
}
