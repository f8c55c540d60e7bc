import { Badge } from "@/components/ui/badge";
import { Icon } from "@/components/ui/icon";
import type { FitState } from "@/lib/switch/fit";

const STATES = {
  fits: { variant: "positive", icon: "check", label: "fits" },
  doesNotFit: { variant: "danger", icon: "close", label: "does not fit" },
  unknown: { variant: "warning", icon: "warning", label: "not known" },
} as const;

/** Whether something fits, in colour, sign and words. */
export function FitBadge({ state }: { state: FitState }) {
  const { variant, icon, label } = STATES[state];
  return (
    <Badge variant={variant}>
      <Icon name={icon} className="size-3" />
      {label}
    </Badge>
  );
}
