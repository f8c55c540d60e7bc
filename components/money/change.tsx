import { formatShare } from "@/lib/spend/format-count";
import { share } from "@/lib/spend/measures";
import { Icon } from "../ui/icon";

/** How a figure moved against an earlier one, in percent. Neither direction is good or bad by itself. */
export function Change({ now, before }: { now: bigint; before: bigint }) {
  if (before === 0n) return null;
  const moved = share(now - before, before) ?? 0;
  const size = Math.abs(moved);
  const text = size >= 10 ? `${Math.round(size + 1)}×` : formatShare(size);
  const direction = moved > 0 ? "up" : moved < 0 ? "down" : "unchanged";
  return (
    <span className="inline-flex items-center gap-0.5 text-sm text-muted tabular-nums">
      {moved !== 0 && <Icon name={moved > 0 ? "arrowUp" : "arrowDown"} className="size-3" />}
      <span className="sr-only">{direction}</span>
      {text}
    </span>
  );
}
