import { Icon } from "@/components/ui/icon";
import { formatCount } from "@/lib/spend/format-count";
import type { Evidence } from "@/lib/usage/mapping/find-conventions";

/** What in the data speaks for what is proposed, and which lines contradict it. */
export function MappingEvidence({ evidence }: { evidence: readonly Evidence[] }) {
  return (
    <ul aria-label="What was found in the data" className="flex flex-col gap-1.5">
      {evidence.map((one) => (
        <li key={one.convention} className="flex gap-2">
          <Icon
            name={one.assumed || one.rowsAgainst > 0 ? "warning" : "check"}
            className={one.assumed || one.rowsAgainst > 0 ? "mt-0.5 text-warning" : "mt-0.5 text-positive"}
          />
          <span>
            {one.finding} <span className="text-muted">{weight(one)}</span>
          </span>
        </li>
      ))}
    </ul>
  );
}

function weight({ assumed, rowsFor, rowsAgainst, contradictions }: Evidence): string {
  if (assumed) return "Check this.";
  const lines = contradictions.map((line) => formatCount(line)).join(", ");
  const against = rowsAgainst > 0 ? `, ${formatCount(rowsAgainst)} against (line ${lines})` : "";
  return `${formatCount(rowsFor)} for${against}.`;
}
