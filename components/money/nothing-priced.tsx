import { ButtonLink } from "../ui/button-link";
import { EmptyState } from "../ui/empty-state";

/**
 * Stands for a drawing of costs where there is usage and none of it has a price: that is not $0. `tokens` leads to the same
 * drawing of tokens, where there is one.
 */
export function NothingPriced({ tokens }: { tokens?: string }) {
  return (
    <EmptyState
      icon="changes"
      title="Nothing here has a price"
      description="Costs can be told once the models have prices."
      actions={
        tokens && (
          <ButtonLink size="sm" href={tokens}>
            Show tokens
          </ButtonLink>
        )
      }
    />
  );
}
