import { Cost } from "@/components/money/cost";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { formatCount } from "@/lib/spend/format-count";
import { formatUtcDay } from "@/lib/spend/format-time";
import type { Overlap, RoadSums } from "@/lib/spend/overlap";
import { CountedRoad } from "./counted-road";
import { NotExplained } from "./not-explained";

/** Usage that came by two roads, with what the export has beyond the single requests. */
export function OverlapTable({ overlaps, canChoose }: { overlaps: readonly Overlap[]; canChoose: boolean }) {
  return (
    <Table caption="Usage that came by two roads" limitHeight>
      <thead className="hidden @3xl:table-header-group">
        <Tr>
          <Th>Day (UTC)</Th>
          <Th>Provider</Th>
          <Th>Project</Th>
          <Th numeric>Export</Th>
          <Th numeric>Single requests</Th>
          <Th numeric>Not explained by detail</Th>
          <Th>Counted</Th>
        </Tr>
      </thead>
      <tbody>
        {overlaps.map((overlap) => (
          <Tr key={`${overlap.day}/${overlap.provider}/${overlap.project}`} className={STACKED}>
            <Td className="font-medium whitespace-nowrap tabular-nums @3xl:font-normal">{formatUtcDay(overlap.day)}</Td>
            <Td>{overlap.provider ?? "not stated"}</Td>
            <Td>{overlap.project ?? "all"}</Td>
            <Td numeric className="@max-3xl:pl-4 @max-3xl:text-left">
              <Label>Export</Label>
              <Road sums={overlap.export} />
            </Td>
            <Td numeric className="@max-3xl:text-left">
              <Label>Single requests</Label>
              <Road sums={overlap.requests} />
            </Td>
            <Td numeric className="@max-3xl:text-left">
              <Label>Not explained</Label>
              <NotExplained whole={overlap.export} detail={overlap.requests} />
            </Td>
            <Td className="@max-3xl:col-span-3 @max-3xl:pl-4">
              <Label>Counted</Label>
              {canChoose ? (
                <CountedRoad provider={overlap.provider} project={overlap.project} counted={overlap.counted} />
              ) : (
                COUNTED[overlap.counted]
              )}
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}

/** Where there is no room for columns a row is a block of three columns: what it is of, what the roads say, and what counts. */
const STACKED = "@max-3xl:grid @max-3xl:grid-cols-3 @max-3xl:py-2";

/** What a cell says, where there is no head. */
function Label({ children }: { children: string }) {
  return <span className="block text-xs text-muted @3xl:hidden">{children}</span>;
}

const COUNTED = { export: "the export", requests: "single requests" } as const;

function Road({ sums }: { sums: RoadSums }) {
  const isUnpriced = sums.unpricedRecords === sums.records;
  return (
    <>
      {isUnpriced ? "unpriced" : <Cost femto={sums.cost} />}
      <span className="block text-xs text-muted">{formatCount(sums.inputTokens + sums.outputTokens)} tokens</span>
    </>
  );
}
