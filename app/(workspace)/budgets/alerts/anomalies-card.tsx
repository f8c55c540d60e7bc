import { Badge, type BadgeVariant } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import type { WatchSettings } from "@/lib/db/queries/anomalies/anomaly-watch";
import { type JudgedUsage, judgementWords } from "@/lib/spend/anomalies/anomaly";
import type { Judgement } from "@/lib/spend/anomalies/judge";
import { WatchForm } from "./watch-form";

const KINDS: Readonly<Record<Judgement["kind"], { label: string; variant: BadgeVariant }>> = {
  more: { label: "unusually high", variant: "danger" },
  less: { label: "unusually low", variant: "warning" },
  usual: { label: "as usual", variant: "positive" },
  too_little_history: { label: "too little history", variant: "neutral" },
};

interface AnomaliesCardProps {
  watch: WatchSettings;
  judged: readonly JudgedUsage[];
  timeZone: string;
  canChange: boolean;
}

/** How today so far and yesterday compare with what is usual on their weekday. */
export function AnomaliesCard({ watch, judged, timeZone, canChange }: AnomaliesCardProps) {
  return (
    <Card
      title="Is it as usual?"
      description="The day so far, and the whole day before, against the same part of the same weekday of up to eight weeks. Unusually high fires an alert; unusually low does not, as usage that has not come in yet looks the same."
    >
      {canChange && <WatchForm watch={watch} />}
      {judged.length === 0 ? (
        <p className="text-muted">Without usage of the last days there is nothing to compare.</p>
      ) : (
        <ul className="flex flex-col gap-3">
          {judged.map((one) => {
            const { label, variant } = KINDS[one.judgement.kind];
            return (
              <li
                key={`${one.day.day} ${one.scope?.dimension} ${one.scope?.value}`}
                className="flex flex-col gap-1 sm:flex-row sm:gap-3"
              >
                <span className="sm:w-36 sm:shrink-0">
                  <Badge variant={variant}>{label}</Badge>
                </span>
                <span className="min-w-0 text-sm text-pretty wrap-anywhere">{judgementWords(one, timeZone)}</span>
              </li>
            );
          })}
        </ul>
      )}
    </Card>
  );
}
