import { Table, Td, Th, Tr } from "@/components/ui/table";
import { counted, formatCount } from "@/lib/spend/format-count";
import type { Archive } from "./archive";

/** The files of an archive, what each was recognised as, and which were passed over. */
export function ArchiveFiles({ archive: { files, leftOut } }: { archive: Archive }) {
  return (
    <details>
      <summary className="font-medium">
        {counted(files.length, "file")} of the archive
        {leftOut.length > 0 && `, ${formatCount(leftOut.length)} passed over`}
      </summary>
      {files.length > 0 && (
        <Table caption="Files of the archive" toEdges className="mt-2 text-sm">
          <thead>
            <Tr>
              <Th>File</Th>
              <Th className="hidden @xl:table-cell">Format</Th>
              <Th numeric>Records</Th>
              <Th numeric>Rejected</Th>
            </Tr>
          </thead>
          <tbody>
            {files.map((file, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: an archive may hold two files of one name.
              <Tr key={index}>
                <Td className="wrap-anywhere">
                  {file.name}
                  <span className="block font-mono text-xs text-muted @xl:hidden">{file.format}</span>
                </Td>
                <Td className="hidden font-mono text-xs @xl:table-cell">{file.format}</Td>
                <Td numeric>{formatCount(file.received)}</Td>
                <Td numeric>{formatCount(file.rejected)}</Td>
              </Tr>
            ))}
          </tbody>
        </Table>
      )}
      {leftOut.length > 0 && (
        <p className="mt-2 wrap-anywhere text-muted">
          Passed over, as they are empty or added by the system: {leftOut.slice(0, SHOWN).join(", ")}
          {leftOut.length > SHOWN && " and others"}.
        </p>
      )}
    </details>
  );
}

const SHOWN = 20;
