import { classNames } from "@/components/ui/class-names";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { type Dimension, dimensionLabel } from "@/lib/spend/dimensions";
import { counted } from "@/lib/spend/format-count";
import type { AssignedSegmentJson, AssignmentJson } from "@/lib/switch/assignment/assignment-to-json";
import { signedUsd } from "./answer-sentence";
import { nowText, stayText, thenText, unpricedText } from "./assignment-words";
import { FitBadge } from "./fit-badge";

/** More segments than these scroll. */
const MOST_IN_SIGHT = 12;

/** A column that only a table with room for it has. */
const ROOMY = "hidden @3xl:table-cell";

/** Where each segment goes, with what it costs now and then. `growth`: how much traffic is expected, 1 as much as now. */
export function AssignmentTable({ assignment, growth }: { assignment: AssignmentJson; growth: number }) {
  return (
    <Table caption="Best assignment" limitHeight={assignment.segments.length > MOST_IN_SIGHT}>
      <thead>
        <Tr>
          <Th>{dimensionLabel(assignment.by as Dimension)}</Th>
          <Th>Goes to</Th>
          <Th numeric className={ROOMY}>
            Now
          </Th>
          <Th numeric className="whitespace-normal">
            Then, <span className="inline-block">as expected</span>
          </Th>
          <Th numeric className={ROOMY}>
            Difference
          </Th>
          <Th className={ROOMY}>Fit</Th>
        </Tr>
      </thead>
      <tbody>
        {assignment.segments.map((segment) => (
          <SegmentRow key={segment.value ?? ""} {...{ segment, growth }} />
        ))}
      </tbody>
    </Table>
  );
}

function SegmentRow({ segment, growth }: { segment: AssignedSegmentJson; growth: number }) {
  const { value, toModel, requests, options } = segment;
  const unpriced = unpricedText(segment);
  const option = options.find(({ model }) => model === toModel);
  const difference = option ? signedUsd(option.estimatedDifference.expected) : "–";
  const fit = option ? <FitBadge state={option.fit} /> : "–";
  return (
    <Tr>
      <Th scope="row" className="min-w-24 wrap-anywhere">
        {value ?? "not stated"}
        <span className="block text-xs font-normal text-muted">
          {counted(BigInt(requests), "request")}
          {unpriced && <span className="text-warning">, {unpriced}</span>}
        </span>
      </Th>
      <Td className="min-w-20 wrap-anywhere">
        {toModel ?? (
          <>
            <span className="text-muted">stays</span>
            <span className="block text-xs text-muted">{stayText(segment)}</span>
          </>
        )}
        {option && <span className="mt-1 block @3xl:hidden">{fit}</span>}
      </Td>
      <Td numeric className={ROOMY}>
        {nowText(segment)}
      </Td>
      <Td numeric>
        {thenText(segment, growth)}
        {option && (
          <span className="block text-xs whitespace-normal text-muted @3xl:hidden">
            now {nowText(segment)}, <span className="inline-block">{difference}</span>
          </span>
        )}
      </Td>
      <Td numeric className={classNames("text-muted", ROOMY)}>
        {difference}
      </Td>
      <Td className={classNames("whitespace-nowrap", ROOMY)}>{fit}</Td>
    </Tr>
  );
}
