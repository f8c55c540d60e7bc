import { ButtonLink } from "@/components/ui/button-link";
import { Notice } from "@/components/ui/notice";
import type { Changes } from "@/lib/spend/changes/changes";
import { formatCost, noPriceText } from "@/lib/spend/format-totals";
import { isBounded, isIncomplete, type Totals } from "@/lib/spend/measures";

/** What the change does not know: usage without a price, and costs that can only be bounded. */
export function CertaintyNotices({ changes: { totals } }: { changes: Changes }) {
  const { before, after } = totals;
  return (
    <>
      {(isIncomplete(before) || isIncomplete(after)) && (
        <Notice
          variant="warning"
          actions={
            <ButtonLink size="sm" href="/models/unknown">
              Show what has no price
            </ButtonLink>
          }
        >
          {unpricedText(before, after)}: what that cost is not part of this.
        </Notice>
      )}
      {(isBounded(before) || isBounded(after)) && (
        <Notice>
          Some usage came in sums whose cost can only be bounded: it was {formatCost(before)} before and is{" "}
          {formatCost(after)} after. The change is told between the lower bounds.
        </Notice>
      )}
    </>
  );
}

function unpricedText(before: Totals, after: Totals): string {
  if (!isIncomplete(after)) return `${noPriceText(before)} in the period before`;
  return `${noPriceText(after)}${isIncomplete(before) ? `, and ${noPriceText(before)} in the period before` : ""}`;
}
