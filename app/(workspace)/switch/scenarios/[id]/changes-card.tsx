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

/** What is different from the run before: figures, fit and prices. */
export function ChangesCard({ run: { changes }, timeZone }: { run: ScenarioRunJson; timeZone: string }) {
  if (!changes) {
    return (
      <Card title="What changed since">
        <p className="text-sm text-muted">It was run once. Run again, it says here what is different.</p>
      </Card>
    );
  }
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
            <Th numeric>Change</Th>
          </Tr>
        </thead>
        <tbody>
          <Tr>
            <Th scope="row">Requests</Th>
            <Td numeric>{formatCount(BigInt(changes.requests.before))}</Td>
            <Td numeric>{formatCount(BigInt(changes.requests.after))}</Td>
            <Td numeric>{formatCount(BigInt(changes.requests.after) - BigInt(changes.requests.before))}</Td>
          </Tr>
          {FIGURES.map(({ name, label }) => (
            <AmountRow key={name} label={label} change={changes[name]} />
          ))}
          <Tr>
            <Th scope="row">Fit</Th>
            <Td numeric>
              <FitBadge state={changes.fit.before} />
            </Td>
            <Td numeric>
              <FitBadge state={changes.fit.after} />
            </Td>
            <Td numeric className="text-muted">
              {changes.fit.before === changes.fit.after ? "the same" : ""}
            </Td>
          </Tr>
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

function AmountRow({ label, change }: { label: string; change: AmountChangeJson }) {
  return (
    <Tr>
      <Th scope="row">{label}</Th>
      <Td numeric>{formatUsd(parseUsd(change.before))}</Td>
      <Td numeric>{formatUsd(parseUsd(change.after))}</Td>
      <Td numeric>{signedUsd(change.change)}</Td>
    </Tr>
  );
}

function PriceChanges({ prices }: { prices: readonly PriceChangeJson[] }) {
  if (prices.length === 0) return <p className="px-5 pt-2 pb-4 text-sm text-muted">No price changed.</p>;
  return (
    <ul className="flex flex-col gap-1 px-5 pt-2 pb-4 text-sm">
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
