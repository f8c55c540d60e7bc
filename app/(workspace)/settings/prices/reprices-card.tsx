import { EffectView } from "@/components/reprice/effect-view";
import { Badge, type BadgeVariant } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { counted } from "@/lib/spend/format-count";
import { formatDateTime } from "@/lib/spend/format-time";
import type { RepriceJson } from "@/lib/spend/reprice";
import { RepriceButton } from "./reprice-button";
import { RepriceState } from "./reprice-state";

const LOOKS: Readonly<Record<RepriceJson["status"], BadgeVariant>> = {
  previewing: "neutral",
  previewed: "neutral",
  applying: "accent",
  applied: "positive",
  reverting: "accent",
  reverted: "warning",
  failed: "danger",
};

interface RepricesCardProps {
  reprices: readonly RepriceJson[];
  timeZone: string;
  isAdmin: boolean;
}

/** What was priced anew, by whom and with what effect. */
export function RepricesCard({ reprices, timeZone, isAdmin }: RepricesCardProps) {
  return (
    <Card
      title="Reprices"
      description="Stored costs do not move when prices do, until somebody reprices: previewed, on record, and reversible."
      actions={isAdmin && <RepriceButton />}
      flush
    >
      {reprices.length === 0 ? (
        <EmptyState
          icon="models"
          title="Nothing was repriced"
          description="Every stored cost is the one it got when it came in."
        />
      ) : (
        <ul>
          {reprices.map((one) => (
            <li key={one.id} className="border-b border-line px-4 py-3 last:border-b-0 sm:px-5">
              <div className="flex flex-wrap items-center justify-between gap-2">
                <div className="min-w-0">
                  <p className="flex flex-wrap items-center gap-2">
                    <Badge variant={LOOKS[one.status]}>{one.status}</Badge>
                    <span className="break-words">{one.note ?? scopeText(one)}</span>
                  </p>
                  <p className="mt-0.5 text-sm text-muted">{historyText(one, timeZone)}</p>
                </div>
                <RepriceState reprice={one} canChange={isAdmin} />
              </div>
              {(one.effect ?? one.preview) && (
                <details className="mt-2">
                  <summary className="cursor-pointer text-sm text-muted">What it changed</summary>
                  <div className="mt-3 max-w-md">
                    <EffectView effect={one.effect ?? (one.preview as NonNullable<RepriceJson["preview"]>)} />
                  </div>
                </details>
              )}
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

function scopeText({ filter, from, to }: RepriceJson): string {
  const values = Object.values(filter).flat();
  const what = values.length === 0 ? "all usage" : values.map((value) => value ?? "not stated").join(", ");
  const when = [from && `from ${from.slice(0, 10)}`, to && `until ${to.slice(0, 10)}`].filter(Boolean).join(" ");
  return [what, when].filter(Boolean).join(", ");
}

function historyText(one: RepriceJson, timeZone: string): string {
  const time = (iso: string) => formatDateTime(new Date(iso), timeZone);
  const by = (name: string | null) => (name ? ` by ${name}` : "");
  const parts = [
    one.appliedAt
      ? `applied ${time(one.appliedAt)}${by(one.appliedBy)}`
      : `begun ${time(one.createdAt)}${by(one.createdBy)}`,
    one.revertedAt && `taken back ${time(one.revertedAt)}${by(one.revertedBy)}`,
    one.notReverted > 0 && `${counted(one.notReverted, "record")} left alone`,
    one.error,
  ];
  return parts.filter(Boolean).join(" · ");
}
