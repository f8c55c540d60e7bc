import { ButtonLink } from "@/components/ui/button-link";
import { classNames } from "@/components/ui/class-names";
import { Notice } from "@/components/ui/notice";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { counted, formatCount } from "@/lib/spend/format-count";
import { ArchiveFiles } from "./archive-files";
import type { UploadResult } from "./upload-result";

/** A column that a narrow table has no room for: reasons name the field. */
const ROOMY = "hidden @xl:table-cell";

/** What became of every line of a file, with the reasons of the rejected ones. */
export function ResultSummary({ result }: { result: UploadResult }) {
  const { batchId, rejected, errors, archive, warnings = [] } = result;
  return (
    <div className="flex flex-col gap-3 text-sm">
      <p>
        <Outcomes {...result} />
      </p>
      {warnings.map(({ code, message }) => (
        <Notice
          key={message}
          variant={code === "told_twice" ? "info" : "warning"}
          actions={
            <ButtonLink size="sm" href="/uploads/reconciliation">
              Reconciliation
            </ButtonLink>
          }
        >
          {message}
        </Notice>
      ))}
      {archive && <ArchiveFiles archive={archive} />}
      {errors.length > 0 && (
        <>
          <Table caption="Rejected lines" toEdges className="text-sm">
            <thead>
              <Tr>
                {archive && <Th className={ROOMY}>File</Th>}
                <Th numeric>Line</Th>
                <Th className={ROOMY}>Field</Th>
                <Th>Reason</Th>
              </Tr>
            </thead>
            <tbody>
              {errors.map((one) => (
                <Tr key={`${one.file}-${one.line}-${one.field}-${one.code}`}>
                  {archive && <Td className={classNames(ROOMY, "wrap-anywhere")}>{one.file}</Td>}
                  <Td numeric>{formatCount(one.line)}</Td>
                  <Td className={classNames(ROOMY, "font-mono text-xs")}>{one.field ?? ""}</Td>
                  <Td>
                    {one.message}
                    {one.file && <span className="block text-xs wrap-anywhere text-muted @xl:hidden">{one.file}</span>}
                  </Td>
                </Tr>
              ))}
            </tbody>
          </Table>
          <p className="text-muted">
            {rejected > errors.length && `The first ${errors.length} of ${formatCount(rejected)}. `}
            <a className="font-medium text-accent underline" href={`/api/v1/batches/${batchId}/rejects`} download>
              Download the rejected lines
            </a>{" "}
            as a file to mend and send again.
          </p>
        </>
      )}
    </div>
  );
}

type Counts = Pick<UploadResult, "received" | "inserted" | "duplicates" | "revised" | "rejected" | "unpriced"> & {
  ignored?: number;
  format: string | null;
};

/** The outcomes of a file's lines in one sentence. */
export function Outcomes({ format, received, inserted, duplicates, revised, rejected, unpriced, ignored = 0 }: Counts) {
  const parts = [
    [inserted, "new"],
    [duplicates, "already there"],
    [revised, "revised"],
    [rejected, "rejected"],
  ] as const;
  const said = parts.filter(([count]) => count > 0).map(([count, what]) => `${formatCount(count)} ${what}`);
  return (
    <>
      {format && <span className="font-mono text-xs text-muted">{format}</span>}{" "}
      <span className="tabular-nums">
        {counted(received, "record")}: {said.join(", ") || "nothing to store"}
        {unpriced > 0 && ` · ${formatCount(unpriced)} without a price`}
        {ignored > 0 && ` · ${counted(ignored, "line")} without usage`}
      </span>
    </>
  );
}
