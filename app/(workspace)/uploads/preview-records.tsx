import { CostBetween } from "@/components/money/cost-between";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { formatCount } from "@/lib/spend/format-count";
import { formatDateTime } from "@/lib/spend/format-time";
import type { PreviewRecord } from "./upload-preview";

/** A column that only a table with room for all of them has. */
const ROOMY = "hidden @4xl:table-cell";

/** The first records of a file in the normal form. */
export function PreviewRecords({ records, timeZone }: { records: readonly PreviewRecord[]; timeZone: string }) {
  return (
    <Table caption="First records" toEdges className="mt-2 text-sm">
      <thead>
        <Tr>
          <Th>Time</Th>
          <Th numeric className={ROOMY}>
            Line
          </Th>
          <Th>Model</Th>
          <Th className={ROOMY}>Project</Th>
          <Th numeric className={ROOMY}>
            Requests
          </Th>
          <Th numeric className={ROOMY}>
            Input
          </Th>
          <Th numeric className={ROOMY}>
            Cached
          </Th>
          <Th numeric className={ROOMY}>
            Output
          </Th>
          <Th numeric>Cost</Th>
        </Tr>
      </thead>
      <tbody>
        {records.map((record, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: records of a line have nothing else that tells them apart.
          <RecordRow key={index} {...{ record, timeZone }} />
        ))}
      </tbody>
    </Table>
  );
}

function RecordRow({ record, timeZone }: { record: PreviewRecord; timeZone: string }) {
  const { line, timestamp, model, project, requests, tokens, cost, costHigh } = record;
  const requestsText = requests === null ? "not stated" : formatCount(requests);
  return (
    <Tr>
      <Td className="@4xl:whitespace-nowrap">
        {formatDateTime(new Date(timestamp), timeZone)}
        <span className="block text-xs text-muted @4xl:hidden">line {formatCount(line)}</span>
      </Td>
      <Td numeric className={ROOMY}>
        {formatCount(line)}
      </Td>
      <Td>
        <span className="font-mono text-xs wrap-anywhere">{model || "not stated"}</span>
        <span className="block text-xs text-muted tabular-nums wrap-anywhere @4xl:hidden">
          {project && `${project}; `}
          {requests !== 1 && `requests: ${requestsText}; `}
          {formatCount(tokens.input)} tokens in, {formatCount(tokens.cacheRead)} of them cached,{" "}
          {formatCount(tokens.output)} out
        </span>
      </Td>
      <Td className={ROOMY}>{project ?? ""}</Td>
      <Td numeric className={ROOMY}>
        {requestsText}
      </Td>
      <Td numeric className={ROOMY}>
        {formatCount(tokens.input)}
      </Td>
      <Td numeric className={ROOMY}>
        {formatCount(tokens.cacheRead)}
      </Td>
      <Td numeric className={ROOMY}>
        {formatCount(tokens.output)}
      </Td>
      <Td numeric>{cost === null ? "unpriced" : <CostBetween low={cost} high={costHigh} />}</Td>
    </Tr>
  );
}
