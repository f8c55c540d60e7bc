import { Badge, type BadgeVariant } from "@/components/ui/badge";
import type { BudgetState } from "@/lib/spend/budgets/standing";

const STATES: Readonly<Record<BudgetState, { label: string; variant: BadgeVariant }>> = {
  over: { label: "over budget", variant: "danger" },
  heading_over: { label: "heading over", variant: "warning" },
  at_risk: { label: "at risk", variant: "warning" },
  on_track: { label: "on track", variant: "positive" },
  unknown: { label: "no forecast yet", variant: "neutral" },
};

/** How a budget stands, in two words; null while its first period has not begun. */
export function StateBadge({ state }: { state: BudgetState | null }) {
  if (state === null) return <Badge>not begun</Badge>;
  const { label, variant } = STATES[state];
  return <Badge variant={variant}>{label}</Badge>;
}
