import type { ReactNode } from "react";
import { EmptyState } from "../ui/empty-state";

/** Stands for a drawing of costs where there is usage and none of it has a price: that is not $0. */
export function NothingPriced({ actions }: { actions?: ReactNode }) {
  return (
    <EmptyState
      icon="changes"
      title="Nothing here has a price"
      description="Costs can be told once the models have prices."
      actions={actions}
    />
  );
}
