import type { ReactNode } from "react";

interface StatProps {
  label: ReactNode;
  value: ReactNode;
  /** How it moved, see Change. */
  change?: ReactNode;
  /** One more line of context. */
  hint?: ReactNode;
}

/** One figure with its name. */
export function Stat({ label, value, change, hint }: StatProps) {
  return (
    <dl className="@container min-w-0">
      <dt className="text-sm text-muted">{label}</dt>
      <dd className="mt-1 flex flex-wrap items-baseline gap-x-2.5">
        {/* Long figures are smaller where there is little room, and broken before they reach into their neighbour. */}
        <span className="min-w-0 text-xl font-semibold tracking-tight wrap-anywhere tabular-nums @[10rem]:text-2xl">
          {value}
        </span>
        {change}
      </dd>
      {hint && <dd className="mt-1 text-xs text-muted">{hint}</dd>}
    </dl>
  );
}
