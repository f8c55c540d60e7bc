import Link from "next/link";
import { CopyButton } from "@/components/ui/copy-button";
import { Notice } from "@/components/ui/notice";
import { formatCount } from "@/lib/spend/format-count";

/** What the API answers of a record and the upload it came with, as far as it is shown. */
export interface OriginAnswer {
  record: { recordId: string; id: string | null; file?: string; line: number } & Record<string, unknown>;
  batch: { id: string; source: string; format: string | null; sentBy: string | null; startedAt: string };
}

/** Where a record came from: upload, file of an archive, line, and the record as it was read. */
export function OriginView({ record, batch }: OriginAnswer) {
  const {
    recordId,
    file,
    line,
    cost: _cost,
    costHigh: _high,
    unpriced: _unpriced,
    source: _source,
    batchId: _batch,
    ...read
  } = record;
  const text = JSON.stringify(read, null, 2);
  const facts: [string, string][] = [
    ...(file ? [["File of the archive", file] as [string, string]] : []),
    ["Line or element", formatCount(line)],
    ["Format", batch.format ?? "not known"],
    ["Came in", `${new Date(batch.startedAt).toISOString().replace("T", " ").slice(0, 19)} UTC`],
    ...(batch.sentBy ? [["Sent by", batch.sentBy] as [string, string]] : []),
    ["Id at its source", record.id ?? "none stated"],
    ["Record", recordId],
  ];
  return (
    <div className="flex flex-col gap-4">
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-sm">
        <dt className="text-muted">Upload</dt>
        <dd>
          <Link href={`/uploads/${batch.id}`} prefetch={false} className="underline underline-offset-2">
            {batch.source}
          </Link>
        </dd>
        {facts.map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-muted">{name}</dt>
            <dd className="break-all tabular-nums">{value}</dd>
          </div>
        ))}
      </dl>
      <div>
        <div className="mb-1.5 flex items-center justify-between gap-2">
          <h3 className="text-sm font-medium">As it was read</h3>
          <CopyButton text={text} label="Copy the record" />
        </div>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard. */}
        <pre tabIndex={0} className="max-h-72 overflow-auto rounded-md bg-sunken p-3 font-mono text-xs">
          {text}
        </pre>
      </div>
      <Notice>
        Outlay keeps what it read, in its normal form, and not the line itself: prompts and answers may stand in it. The
        line is number {formatCount(line)} of {file ? `“${file}” in ` : ""}what was sent as “{batch.source}”.
      </Notice>
    </div>
  );
}
