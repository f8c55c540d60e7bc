import { ButtonLink } from "@/components/ui/button-link";
import { Notice } from "@/components/ui/notice";
import { formatDateTime } from "@/lib/spend/format-time";

/** Usage that comes in daily is late after so long. */
const LATE_MS = 2 * 86_400_000;

interface FreshnessNoticeProps {
  usageUntil: Date | null;
  timeZone: string;
  now: Date;
  canUpload: boolean;
}

/** Says that no usage has come in for days; nothing while it does. */
export function FreshnessNotice({ usageUntil, timeZone, now, canUpload }: FreshnessNoticeProps) {
  if (!usageUntil || now.getTime() - usageUntil.getTime() < LATE_MS) return null;
  const days = Math.floor((now.getTime() - usageUntil.getTime()) / 86_400_000);
  return (
    <Notice
      variant="warning"
      className="print:hidden"
      title={`No usage has come in for ${days} days`}
      actions={
        canUpload && (
          <>
            <ButtonLink size="sm" href="/uploads">
              Upload what is missing
            </ButtonLink>
            <ButtonLink size="sm" href="/settings/api-keys">
              Check the API keys
            </ButtonLink>
          </>
        )
      }
    >
      The newest is of {formatDateTime(usageUntil, timeZone)}. Later days are not nothing: they are not known.
    </Notice>
  );
}
