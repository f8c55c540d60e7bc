import type { ReactNode } from "react";
import { formatUsd, parseUsd } from "@/lib/pricing/money";
import { formatCount, formatShare } from "@/lib/spend/format-count";
import type { RepriceEffectJson } from "@/lib/spend/reprice-effect";
import { CostBetween } from "../money/cost-between";
import { Table, Td, Th, Tr } from "../ui/table";

/** So many models and months are shown; the API has them all. */
const MOST_ROWS = 24;

/** What pricing stored usage anew changes, or did. */
export function EffectView({ effect }: { effect: RepriceEffectJson }) {
  const { records, changed, before, after, difference, coverage, groups } = effect;
  const share = (part: number | null) => (part === null ? "–" : formatShare(part));
  const facts: [string, ReactNode][] = [
    ["Records", `${formatCount(changed)} of ${formatCount(records)} change`],
    [
      "Cost",
      <Movement
        key="cost"
        from={<Sum sums={before} share={coverage.before.requests} />}
        to={<Sum sums={after} share={coverage.after.requests} />}
      />,
    ],
    ["Difference", <Difference key="difference" usd={difference} />],
    [
      "Requests priced",
      <Movement key="cover" from={share(coverage.before.requests)} to={share(coverage.after.requests)} />,
    ],
  ];
  return (
    <div className="flex flex-col gap-4">
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-6 gap-y-1.5">
        {facts.map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-muted">{name}</dt>
            <dd className="text-right tabular-nums">{value}</dd>
          </div>
        ))}
      </dl>
      {groups.length > 0 && (
        <div className="overflow-hidden rounded-lg border border-line">
          <Table caption="Change by model and month" limitHeight className="text-sm">
            <thead>
              <Tr>
                <Th>Model</Th>
                <Th>Month</Th>
                <Th numeric>Records</Th>
                <Th numeric>Difference</Th>
              </Tr>
            </thead>
            <tbody>
              {groups.slice(0, MOST_ROWS).map((group) => (
                <Tr key={`${group.provider}/${group.model} ${group.month}`}>
                  <Th scope="row" className="font-normal wrap-anywhere">
                    {group.model}
                  </Th>
                  <Td className="whitespace-nowrap">{group.month}</Td>
                  <Td numeric>{formatCount(group.records)}</Td>
                  <Td numeric>
                    <Difference usd={group.difference} />
                  </Td>
                </Tr>
              ))}
            </tbody>
          </Table>
        </div>
      )}
      {groups.length + effect.groupsLeftOut > MOST_ROWS && (
        <p className="text-sm text-muted">
          {formatCount(groups.length + effect.groupsLeftOut - MOST_ROWS)} smaller changes are not shown.
        </p>
      )}
    </div>
  );
}

/** A sum of costs: never $0 for what has no price. */
function Sum({ sums, share }: { sums: RepriceEffectJson["before"]; share: number | null }) {
  const isIncomplete = Number(sums.unpricedRequests) > 0 || Number(sums.unpricedTokens) > 0;
  if (isIncomplete && sums.cost === "0" && !share) return "unpriced";
  return (
    <>
      {isIncomplete && "≥ "}
      <CostBetween low={sums.cost} high={sums.costHigh} />
    </>
  );
}

function Movement({ from, to }: { from: ReactNode; to: ReactNode }) {
  return (
    <>
      {from} <span aria-hidden="true">→</span>
      <span className="sr-only">to</span> {to}
    </>
  );
}

function Difference({ usd }: { usd: string }) {
  const amount = parseUsd(usd);
  return (
    <data value={usd} title={`$${usd}`}>
      {amount > 0n && "+"}
      {formatUsd(amount)}
    </data>
  );
}
