import { classNames } from "@/components/ui/class-names";
import { shareInWords } from "@/lib/spend/budgets/alert-words";
import type { BudgetState } from "@/lib/spend/budgets/standing";
import { formatShare } from "@/lib/spend/format-count";

const FILLS: Readonly<Record<BudgetState, string>> = {
  over: "bg-danger",
  heading_over: "bg-warning",
  at_risk: "bg-warning",
  on_track: "bg-accent",
  unknown: "bg-accent",
};

interface BudgetBarProps {
  /** What the bar is of, for screen readers. */
  label: string;
  share: number;
  /** By the upper bound of what it may have cost. */
  shareHigh: number;
  /** Of the amount, at the end of the period. */
  expected: number | null;
  state: BudgetState;
  /** Percent. */
  thresholds: readonly number[];
}

/** Spend as a part of a budget, with what is expected behind it and a mark at each threshold. */
export function BudgetBar({ label, share, shareHigh, expected, state, thresholds }: BudgetBarProps) {
  // Room for what goes beyond the amount, and for thresholds there.
  const whole = Math.max(
    1,
    shareHigh,
    Math.min(expected ?? 0, 2),
    ...thresholds.map((percent) => Math.min(percent, 200) / 100),
  );
  const at = (part: number) => `${Math.min(100, (part / whole) * 100)}%`;
  return (
    <div
      role="img"
      aria-label={`${label}: ${shareInWords(share, shareHigh)} of the budget${expected === null ? "" : `, ${formatShare(expected)} expected`}`}
      className="relative h-2.5 w-full overflow-hidden rounded-full bg-sunken"
    >
      {expected !== null && (
        <span
          className={classNames("absolute inset-y-0 left-0 opacity-25", FILLS[state])}
          style={{ width: at(expected) }}
        />
      )}
      {shareHigh > share && (
        <span
          className={classNames("absolute inset-y-0 left-0 opacity-50", FILLS[state])}
          style={{ width: at(shareHigh) }}
        />
      )}
      <span
        className={classNames("absolute inset-y-0 left-0 rounded-r-full", FILLS[state])}
        style={{ width: at(share) }}
      />
      {thresholds
        .filter((percent) => percent / 100 < whole)
        .map((percent) => (
          <span key={percent} className="absolute inset-y-0 w-0.5 bg-surface" style={{ left: at(percent / 100) }} />
        ))}
    </div>
  );
}
