import { Cost } from "@/components/money/cost";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { formatCount } from "@/lib/spend/format-count";
import type { Overlap, RoadSums } from "@/lib/spend/overlap";
import { CountedRoad } from "./counted-road";
import { NotExplained } from "./not-explained";

/** Usage that came by two roads, with what the export has beyond the single requests. */
export function OverlapTable({ overlaps, canChoose }: { overlaps: readonly Overlap[]; canChoose: boolean }) {
  return (
    <Table caption="Usage that came by two roads" limitHeight>
      <thead>
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
          <Tr key={`${overlap.day}/${overlap.provider}/${overlap.project}`}>
            <Td className="whitespace-nowrap tabular-nums">{overlap.day}</Td>
            <Td>{overlap.provider ?? "not stated"}</Td>
            <Td>{overlap.project ?? "all"}</Td>
            <Td numeric>
              <Road sums={overlap.export} />
            </Td>
            <Td numeric>
              <Road sums={overlap.requests} />
            </Td>
            <Td numeric>
              <NotExplained whole={overlap.export} detail={overlap.requests} />
            </Td>
            <Td>
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
