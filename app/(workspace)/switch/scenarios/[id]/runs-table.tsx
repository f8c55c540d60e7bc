import { Card } from "@/components/ui/card";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { formatDateTime, formatPeriod } from "@/lib/spend/format-time";
import type { ScenarioRunJson } from "@/lib/switch/scenarios/scenario";
import { costText, difference, signedUsd } from "../../answer-sentence";
import { FitBadge } from "../../fit-badge";

/** Every run of a scenario, the newest first. */
export function RunsTable({ runs, timeZone }: { runs: readonly ScenarioRunJson[]; timeZone: string }) {
  return (
    <Card flush title="Runs">
      <Table caption="Runs">
        <thead>
          <Tr>
            <Th>When</Th>
            <Th className="hidden md:table-cell">Period</Th>
            <Th numeric className="hidden md:table-cell">
              Now
            </Th>
            <Th numeric className="hidden md:table-cell">
              With the switch
            </Th>
            <Th numeric>Difference</Th>
            <Th numeric className="hidden lg:table-cell">
              A month, expected
            </Th>
            <Th className="hidden sm:table-cell">Fit</Th>
            <Th className="hidden lg:table-cell">Prices of</Th>
          </Tr>
        </thead>
        <tbody>
          {runs.map(({ id, ranAt, ranBy, result, priceData }) => (
            <Tr key={id}>
              <Td className="whitespace-nowrap">
                {formatDateTime(new Date(ranAt), timeZone)}
                <span className="block text-xs text-muted">{ranBy}</span>
                <span className="block text-xs text-muted md:hidden">{periodOf(result)}</span>
                <span className="mt-1 block sm:hidden">
                  <FitBadge state={result.fit} />
                </span>
              </Td>
              <Td className="hidden min-w-24 text-sm md:table-cell">{periodOf(result)}</Td>
              <Td numeric className="hidden md:table-cell">
                {costText(result.baseline)}
              </Td>
              <Td numeric className="hidden md:table-cell">
                {costText(result.result)}
              </Td>
              <Td numeric className="max-sm:whitespace-normal">
                {difference(result.difference)}
              </Td>
              <Td numeric className="hidden lg:table-cell">
                {signedUsd(result.perMonth.estimatedDifference.expected)}
              </Td>
              <Td className="hidden sm:table-cell">
                <FitBadge state={result.fit} />
              </Td>
              <Td className="hidden text-sm whitespace-nowrap lg:table-cell">{priceData.published}</Td>
            </Tr>
          ))}
        </tbody>
      </Table>
    </Card>
  );
}

function periodOf({ from, to, tz }: ScenarioRunJson["result"]): string {
  return formatPeriod({ from: new Date(from), to: new Date(to) }, tz);
}
