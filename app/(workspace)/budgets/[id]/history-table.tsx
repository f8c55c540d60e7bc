import { SpendCost } from "@/components/money/spend-cost";
import { Badge } from "@/components/ui/badge";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { shareInWords } from "@/lib/spend/budgets/alert-words";
import type { Budget } from "@/lib/spend/budgets/budget";
import type { PastPeriod } from "@/lib/spend/budgets/standing";
import { formatBucket } from "@/lib/spend/format-time";
import { BudgetBar } from "../budget-bar";

interface HistoryTableProps {
  budget: Budget;
  history: readonly PastPeriod[];
  timeZone: string;
}

/** What the periods before cost, the newest first. */
export function HistoryTable({ budget, history, timeZone }: HistoryTableProps) {
  const { unit, thresholds } = budget;
  return (
    <Table caption={`The ${unit}s before`}>
      <thead>
        <Tr>
          <Th>{unit[0]?.toUpperCase() + unit.slice(1)}</Th>
          <Th numeric>Spent</Th>
          <Th numeric>Of the budget</Th>
          <Th className="hidden w-1/3 @xl:table-cell">
            <span className="sr-only">As a bar</span>
          </Th>
        </Tr>
      </thead>
      <tbody>
        {history.map(({ period, spent, share, shareHigh, inForce }) => {
          const { title } = formatBucket({ start: period.from, end: period.to }, unit, timeZone);
          return (
            <Tr key={period.key}>
              <Th scope="row" className="font-normal">
                {title}
                {!inForce && <Badge className="ml-2">before it</Badge>}
              </Th>
              <Td numeric>
                <SpendCost totals={spent} />
              </Td>
              <Td numeric className={share >= 1 ? "font-medium text-danger" : "text-muted"}>
                {shareInWords(share, shareHigh)}
              </Td>
              <Td className="hidden @xl:table-cell">
                <BudgetBar
                  label={`Spent in ${title}`}
                  share={share}
                  shareHigh={shareHigh}
                  expected={null}
                  state={share >= 1 ? "over" : "on_track"}
                  thresholds={thresholds}
                />
              </Td>
            </Tr>
          );
        })}
      </tbody>
    </Table>
  );
}
