import { Card } from "@/components/ui/card";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { formatDateTime, formatPeriod } from "@/lib/spend/format-time";
import type { ScenarioRunJson } from "@/lib/switch/scenarios/scenario";
import { costText } from "../../answer-sentence";
import { FitBadge } from "../../fit-badge";
import { differenceText, monthText } from "../../result-sentence";

/** Every run of a scenario, the newest first. */
export function RunsTable({ runs, timeZone }: { runs: readonly ScenarioRunJson[]; timeZone: string }) {
  return (
    <Card flush title="Runs">
      <Table caption="Runs">
        <thead>
          <Tr>
            <Th>When</Th>
            <Th className="hidden @3xl:table-cell">Period</Th>
            <Th numeric className="hidden @3xl:table-cell">
              Now
            </Th>
            <Th numeric className="hidden @3xl:table-cell">
              With the switch
            </Th>
            <Th numeric>Difference</Th>
            <Th numeric className="hidden @4xl:table-cell">
              A month, expected
            </Th>
            <Th className="hidden @xl:table-cell">Fit</Th>
            <Th className="hidden @[70rem]:table-cell">Prices of</Th>
          </Tr>
        </thead>
        <tbody>
          {runs.map(({ id, ranAt, ranBy, result, priceData }) => (
            <Tr key={id}>
              <Td className="whitespace-nowrap">
                {formatDateTime(new Date(ranAt), timeZone)}
                <span className="block text-xs text-muted">{ranBy}</span>
                <span className="block text-xs text-muted @3xl:hidden">{periodOf(result)}</span>
                <span className="mt-1 block @xl:hidden">
                  <FitBadge state={result.fit} />
                </span>
              </Td>
              <Td className="hidden min-w-24 text-sm @3xl:table-cell">{periodOf(result)}</Td>
              <Td numeric className="hidden @3xl:table-cell">
                {costText(result.baseline)}
              </Td>
              <Td numeric className="hidden @3xl:table-cell">
                {costText(result.result)}
              </Td>
              <Td numeric className="@max-xl:whitespace-normal">
                {differenceText(result)}
              </Td>
              <Td numeric className="hidden @4xl:table-cell">
                {monthText(result)}
              </Td>
              <Td className="hidden @xl:table-cell">
                <FitBadge state={result.fit} />
              </Td>
              <Td className="hidden text-sm whitespace-nowrap @[70rem]:table-cell">{priceData.published}</Td>
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
