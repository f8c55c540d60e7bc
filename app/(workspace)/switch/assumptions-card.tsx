import { Card } from "@/components/ui/card";
import type { MoveJson } from "@/lib/switch/move-to-json";
import { amount } from "./amount";

const NAMES: Readonly<Record<string, string>> = {
  output: "Output length",
  reasoning: "Reasoning",
  tokenizer: "Tokenizer",
  cache: "Cache",
  escalation: "Sent back",
  growth: "Growth",
};

/** What a price list cannot say: how the traffic itself may change. */
export function AssumptionsCard({ estimate }: { estimate: MoveJson["estimate"] }) {
  return (
    <Card
      title="What may turn out differently"
      description="The exact figure prices the same tokens. The band says where the cost may end up."
    >
      <p className="text-lg font-semibold tabular-nums">
        {amount(estimate.low)} – {amount(estimate.high)}
        <span className="ml-2 text-sm font-normal text-muted">expected {amount(estimate.expected)}</span>
      </p>
      <ul className="mt-3 flex flex-col gap-2 text-sm">
        {estimate.assumptions.map(({ lever, band, text, source }) => (
          <li key={`${lever}-${text}`}>
            <span className="font-medium">{NAMES[lever] ?? lever}</span>{" "}
            {band && (
              <span className="tabular-nums">
                ×{band.low} – ×{band.high}
              </span>
            )}
            <span className="block text-muted">
              {text}
              {source && ` (${source})`}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
