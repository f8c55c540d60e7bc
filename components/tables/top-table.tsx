import Link from "next/link";
import type { ReactNode } from "react";
import { dimensionLabel, type NamedDimension } from "@/lib/spend/dimensions";
import { formatCount, formatShare } from "@/lib/spend/format-count";
import { measureOf } from "@/lib/spend/measure";
import { addTotals, hasUsage, NO_TOTALS, share, type Totals } from "@/lib/spend/measures";
import type { SpendAnswer } from "@/lib/spend/spend-question";
import { hrefWith } from "../filters/page-params";
import { Moved } from "../money/moved";
import { SpendCost, type SpendCostProps } from "../money/spend-cost";
import { receiptOf } from "../receipts/receipt-query";
import { Card } from "../ui/card";
import { Table, Td, Th, Tr } from "../ui/table";

/** So many groups get a row; the rest share one. */
const MOST_ROWS = 6;

const COST = measureOf("cost");

const TITLES: Readonly<Record<NamedDimension, string>> = {
  model: "Top models",
  provider: "Top providers",
  project: "Top projects",
  apiKey: "Top API keys",
  user: "Top users",
  serviceTier: "Top service tiers",
  region: "Top regions",
  endpoint: "Top endpoints",
  source: "Top sources",
};

interface TopTableProps {
  path: string;
  params: URLSearchParams;
  dimension: NamedDimension;
  /** Grouped by the dimension, with the previous period. */
  answer: SpendAnswer;
}

/** The groups that cost most, and all others in one row, so that the rows add up. A name leads to it alone. */
export function TopTable({ path, params, dimension, answer }: TopTableProps) {
  const { groups, previous, totals } = answer;
  const kept = groups.length <= MOST_ROWS + 1 ? groups : groups.slice(0, MOST_ROWS);
  const others = groups.slice(kept.length);
  const before = new Map(previous?.groups.map((group) => [group.key[dimension] ?? null, group.totals]));
  const title = TITLES[dimension];
  const isCompared = previous !== null && hasUsage(previous.totals);
  return (
    <Card title={title} flush>
      <Table caption={title} className="table-fixed">
        <thead>
          <Tr>
            <Th>{dimensionLabel(dimension)}</Th>
            <Th numeric className="hidden w-24 @md:table-cell">
              Requests
            </Th>
            <Th numeric className={isCompared ? "w-24 sm:w-32" : "w-32"}>
              Cost
            </Th>
            {isCompared && (
              <Th numeric className="w-22 sm:w-24">
                Change
              </Th>
            )}
          </Tr>
        </thead>
        <tbody>
          {kept.map(({ key, totals: own }) => {
            const value = key[dimension] ?? null;
            return (
              <Row
                key={value ?? ""}
                name={
                  <Link
                    href={hrefWith(path, params, { [`filter.${dimension}`]: value ?? "" })}
                    prefetch={false}
                    title={value ?? undefined}
                    className="block truncate rounded-sm hover:underline"
                  >
                    {value ?? "not stated"}
                  </Link>
                }
                totals={own}
                receipt={{
                  of: receiptOf(answer, params, { [`filter.${dimension}`]: [value ?? ""] }),
                  title: value ?? "not stated",
                }}
                change={isCompared && <Moved measure={COST} now={own} before={before.get(value) ?? NO_TOTALS} />}
                of={totals}
              />
            );
          })}
          {others.length > 0 && (
            <Row
              name={<span className="text-muted">{formatCount(others.length)} others</span>}
              totals={others.reduce((sum, group) => addTotals(sum, group.totals), NO_TOTALS)}
              receipt={{
                of: receiptOf(answer, params, { [`not.${dimension}`]: kept.map(({ key }) => key[dimension] ?? "") }),
                title: `${formatCount(others.length)} others`,
              }}
              change={isCompared && null}
              of={totals}
            />
          )}
        </tbody>
      </Table>
    </Card>
  );
}

interface RowProps {
  name: ReactNode;
  totals: Totals;
  receipt: SpendCostProps["receipt"];
  /** How it moved; false where nothing was before. */
  change: ReactNode;
  /** What the bar is a share of. */
  of: Totals;
}

function Row({ name, totals, receipt, change, of }: RowProps) {
  const part = share(totals.cost, of.cost) ?? 0;
  return (
    <Tr>
      <Th scope="row" className="font-normal">
        {name}
        <span aria-hidden="true" className="mt-1 block h-1 overflow-hidden rounded-full bg-sunken">
          <span className="block h-full rounded-full bg-accent" style={{ width: `${part * 100}%` }} />
        </span>
      </Th>
      <Td numeric className="hidden align-top text-muted @md:table-cell">
        {formatCount(totals.requests, { compact: true })}
      </Td>
      <Td numeric className="align-top" title={`${formatShare(part)} of the spend`}>
        {/* Two bounds can be wider than the column: then they stand below each other. */}
        <span className="whitespace-normal wrap-anywhere">
          <SpendCost compact="large" totals={totals} receipt={receipt} />
        </span>
      </Td>
      {change !== false && (
        <Td numeric className="align-top">
          {change}
        </Td>
      )}
    </Tr>
  );
}
