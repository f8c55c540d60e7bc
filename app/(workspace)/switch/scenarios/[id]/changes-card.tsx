import type { ReactNode } from "react";
import { className } from "@/components/receipts/receipt-words";
import { Card } from "@/components/ui/card";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { formatUsd, parseUsd } from "@/lib/pricing/money";
import { formatCount } from "@/lib/spend/format-count";
import { formatDateTime } from "@/lib/spend/format-time";
import type { ScenarioRunJson } from "@/lib/switch/scenarios/scenario";
import type { AmountChangeJson, PriceChangeJson, ScenarioChangesJson } from "@/lib/switch/scenarios/scenario-changes";
import { signedUsd } from "../../answer-sentence";
import { FitBadge } from "../../fit-badge";

const FIGURES = [
  { name: "baseline", label: "All spend in scope" },
  { name: "result", label: "With the switch" },
  { name: "difference", label: "Difference" },
] as const;

/** A column that only a table with room for it has. */
const ROOMY = "hidden @lg:table-cell";

/** What is different from the run before: figures, fit and prices. */
export function ChangesCard({ run: { changes }, timeZone }: { run: ScenarioRunJson; timeZone: string }) {
  if (!changes) {
    return (
      <Card title="What changed since">
        <p className="text-sm text-muted">It was run once. Run again, it says here what is different.</p>
      </Card>
    );
  }
  const more = BigInt(changes.requests.after) - BigInt(changes.requests.before);
  return (
    <Card
      flush
      title="What changed since"
      description={`Against the run of ${formatDateTime(new Date(changes.since), timeZone)}${causes(changes)}.`}
    >
      <Table caption="What changed since the run before">
        <thead>
          <Tr>
            <Th>Figure</Th>
            <Th numeric>Before</Th>
            <Th numeric>Now</Th>
            <Th numeric className={ROOMY}>
              Change
            </Th>
          </Tr>
        </thead>
        <tbody>
          <FigureRow
            label="Requests"
            before={formatCount(BigInt(changes.requests.before))}
            now={formatCount(BigInt(changes.requests.after))}
            change={`${more > 0n ? "+" : ""}${formatCount(more)}`}
          />
          {FIGURES.map(({ name, label }) => (
            <AmountRow key={name} label={label} amounts={changes[name]} />
          ))}
          <FigureRow
            label="Fit"
            before={<FitBadge state={changes.fit.before} />}
            now={<FitBadge state={changes.fit.after} />}
            change={changes.fit.before === changes.fit.after ? "the same" : ""}
          />
        </tbody>
      </Table>
      <PriceChanges prices={changes.prices} />
    </Card>
  );
}

function causes({ period, question, limits, prices }: ScenarioChangesJson): string {
  const named = [
    period && "another period",
    question && "another question",
    limits && "other rate limits",
    prices.length > 0 && "other prices",
  ];
  const all = named.filter(Boolean);
  return all.length === 0 ? "" : `: ${all.join(", ")}`;
}

function AmountRow({ label, amounts: { before, after, change } }: { label: string; amounts: AmountChangeJson }) {
  return (
    <FigureRow
      label={label}
      before={formatUsd(parseUsd(before))}
      now={formatUsd(parseUsd(after))}
      change={signedUsd(change)}
    />
  );
}

/** A figure in the run before and in this one. */
function FigureRow({
  label,
  before,
  now,
  change,
}: {
  label: string;
  before: ReactNode;
  now: ReactNode;
  change: string;
}) {
  return (
    <Tr>
      <Th scope="row" className="align-top">
        {label}
      </Th>
      <Td numeric className="align-top">
        {before}
      </Td>
      <Td numeric>
        {now}
        <span className="block text-xs text-muted @lg:hidden">{change}</span>
      </Td>
      <Td numeric className={ROOMY}>
        {change}
      </Td>
    </Tr>
  );
}

function PriceChanges({ prices }: { prices: readonly PriceChangeJson[] }) {
  if (prices.length === 0) return <p className="px-4 pt-2 pb-4 text-sm text-muted sm:px-5">No price changed.</p>;
  return (
    <ul className="flex flex-col gap-1 px-4 pt-2 pb-4 text-sm sm:px-5">
      {prices.map((price) => (
        <li key={JSON.stringify(price)}>
          <span className="font-medium">{price.model}</span> {className(price.class).toLowerCase()}, {price.serviceTier}
          {price.context !== "standard" && `, prompts ${price.context} tokens`}: {rates(price.before)} →{" "}
          {rates(price.after)} per {price.per === "million" ? "million tokens" : "call"}
        </li>
      ))}
    </ul>
  );
}

function rates(text: string): string {
  return text
    .split(", ")
    .map((rate) => formatUsd(parseUsd(rate)))
    .join(", then ");
}
