import { CostBetween } from "@/components/money/cost-between";
import { counted, formatCount } from "@/lib/spend/format-count";
import { formatDateTime } from "@/lib/spend/format-time";
import { ArchiveFiles } from "./archive-files";
import { PreviewModels } from "./preview-models";
import { PreviewRecords } from "./preview-records";
import type { UploadPreview } from "./upload-preview";

interface PreviewSummaryProps {
  preview: UploadPreview;
  timeZone: string;
  canName: boolean;
  onNamed: () => void;
}

/** What a file would bring: in a sentence, by model, and its first records in the normal form. */
export function PreviewSummary({ preview, timeZone, canName, onNamed }: PreviewSummaryProps) {
  const { records, errors, models, archive } = preview;
  return (
    <div className="flex flex-col gap-3 text-sm">
      <Sentence preview={preview} timeZone={timeZone} />
      {archive && <ArchiveFiles archive={archive} />}
      {models.length > 0 && <PreviewModels models={models} canName={canName} onNamed={onNamed} />}
      {records.length > 0 && (
        <details>
          <summary className="font-medium">The first records, as Outlay reads them</summary>
          <PreviewRecords records={records} timeZone={timeZone} />
        </details>
      )}
      {errors.length > 0 && (
        <details>
          <summary className="font-medium text-warning">Lines that will be rejected</summary>
          <ul className="mt-2 flex flex-col gap-1">
            {errors.map((error) => (
              <li key={`${error.file}-${error.line}-${error.code}-${error.field}`}>
                {error.file ? `${error.file}, line ` : "Line "}
                {formatCount(error.line)}: {error.message}
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

function Sentence({ preview, timeZone }: Pick<PreviewSummaryProps, "preview" | "timeZone">) {
  const { received, rejected, billed, unpriced, complete, from, to, known } = preview;
  const usage = received - rejected - billed;
  const at = (text: string) => formatDateTime(new Date(text), timeZone);
  return (
    <p className="text-muted tabular-nums">
      {!complete && "In the beginning of the file: "}
      {(usage > 0 || billed === 0) && <strong className="font-medium text-ink">{counted(usage, "record")}</strong>}
      {usage > unpriced && (
        <>
          {" "}
          for <CostBetween low={preview.cost} high={preview.costHigh} />
        </>
      )}
      {unpriced > 0 && (unpriced === usage ? " without a price" : `, ${formatCount(unpriced)} of them without a price`)}
      {usage > 0 && billed > 0 && "; "}
      {billed > 0 && `${counted(billed, "line")} of what was billed, kept apart from computed cost`}
      {rejected > 0 && `; ${counted(rejected, "line")} to be rejected`}
      {from && to && (from === to ? `; ${at(from)}` : `; from ${at(from)} to ${at(to)}`)}
      {known.known > 0 && `. ${knownText(known)} stored already and will not count twice`}.
    </p>
  );
}

function knownText({ known, looked }: UploadPreview["known"]): string {
  if (known < looked) return `${formatCount(known)} of ${formatCount(looked)} looked up ${known === 1 ? "is" : "are"}`;
  return looked === 1 ? "It is" : "All of them are";
}
