import Link from "next/link";
import { Badge } from "@/components/ui/badge";
import type { AlertJson } from "@/lib/db/queries/alerts/list-alerts";
import { formatDateTime } from "@/lib/spend/format-time";

interface AlertListProps {
  alerts: readonly AlertJson[];
  /** Ids of the budgets there are: alerts outlive theirs. */
  budgets: readonly string[];
  timeZone: string;
}

/** What has fired, as it was told; budgets that are still there can be followed. */
export function AlertList({ alerts, budgets, timeZone }: AlertListProps) {
  return (
    <ul className="divide-y divide-line">
      {alerts.map(({ id, budgetId, kind, title, text, firedAt }) => (
        <li key={id} className="px-4 py-3 sm:px-5">
          <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
            <span className="font-medium break-words">
              {budgetId && budgets.includes(budgetId) ? (
                <Link href={`/budgets/${budgetId}`} className="hover:underline">
                  {title}
                </Link>
              ) : (
                title
              )}
              {kind === "anomaly" && (
                <Badge variant="accent" className="ml-2">
                  anomaly
                </Badge>
              )}
            </span>
            <time dateTime={firedAt} className="text-sm whitespace-nowrap text-muted">
              {formatDateTime(new Date(firedAt), timeZone)}
            </time>
          </div>
          <p className="mt-0.5 text-sm text-pretty break-words text-muted">{text}</p>
        </li>
      ))}
    </ul>
  );
}
