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
            <Th>Period</Th>
            <Th numeric>Now</Th>
            <Th numeric>With the switch</Th>
            <Th numeric>Difference</Th>
            <Th numeric>A month, expected</Th>
            <Th>Fit</Th>
            <Th>Prices of</Th>
          </Tr>
        </thead>
        <tbody>
          {runs.map(({ id, ranAt, ranBy, result, priceData }) => (
            <Tr key={id}>
              <Td className="whitespace-nowrap">
                {formatDateTime(new Date(ranAt), timeZone)}
                <span className="block text-xs text-muted">{ranBy}</span>
              </Td>
              <Td className="text-sm whitespace-nowrap">
                {formatPeriod({ from: new Date(result.from), to: new Date(result.to) }, result.tz)}
              </Td>
              <Td numeric>{costText(result.baseline)}</Td>
              <Td numeric>{costText(result.result)}</Td>
              <Td numeric>{difference(result.difference)}</Td>
              <Td numeric>{signedUsd(result.perMonth.estimatedDifference.expected)}</Td>
              <Td>
                <FitBadge state={result.fit} />
              </Td>
              <Td className="text-sm whitespace-nowrap">{priceData.published}</Td>
            </Tr>
          ))}
        </tbody>
      </Table>
    </Card>
  );
}
