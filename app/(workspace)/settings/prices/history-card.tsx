import { Card } from "@/components/ui/card";
import { formatDateTime } from "@/lib/spend/format-time";

/** A price or a name that was withdrawn. */
export interface Withdrawn {
  id: string;
  /** What it said. */
  text: string;
  createdAt: Date;
  createdBy: string | null;
  withdrawnAt: Date;
  withdrawnBy: string | null;
  isReplaced: boolean;
}

/** Prices and names that do not count any more, with who stated and withdrew them. */
export function HistoryCard({ withdrawn, timeZone }: { withdrawn: readonly Withdrawn[]; timeZone: string }) {
  if (withdrawn.length === 0) return null;
  const by = (name: string | null) => (name ? ` by ${name}` : "");
  return (
    <Card title="History" description="Prices and names that do not count any more.">
      <ol className="flex flex-col gap-2">
        {withdrawn.map((one) => (
          <li key={one.id}>
            <span className="block break-words">{one.text}</span>
            <span className="block text-sm text-muted">
              stated {formatDateTime(one.createdAt, timeZone)}
              {by(one.createdBy)} · {one.isReplaced ? "changed" : "withdrawn"}{" "}
              {formatDateTime(one.withdrawnAt, timeZone)}
              {by(one.withdrawnBy)}
            </span>
          </li>
        ))}
      </ol>
    </Card>
  );
}
