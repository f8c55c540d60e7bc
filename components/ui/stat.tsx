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
    <dl className="min-w-0">
      <dt className="text-sm text-muted">{label}</dt>
      <dd className="mt-1 flex flex-wrap items-baseline gap-x-2.5">
        <span className="text-2xl font-semibold tracking-tight tabular-nums">{value}</span>
        {change}
      </dd>
      {hint && <dd className="mt-1 text-xs text-muted">{hint}</dd>}
    </dl>
  );
}
