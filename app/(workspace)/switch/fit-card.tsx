import { Card } from "@/components/ui/card";
import { formatCount } from "@/lib/spend/format-count";
import type { FitJson } from "@/lib/switch/fit-to-json";
import { FitBadge } from "./fit-badge";

type Check = FitJson["checks"][number];

const NAMES: Readonly<Record<Check["check"], string>> = {
  input: "Prompt against the input limit",
  context: "Prompt and output against the context window",
  output: "Output, reasoning included, against the output limit",
  outputAtLever: "Output as it may grow",
  endpoint: "Endpoint",
  feature: "Feature",
  serviceTier: "Service tier",
  tokensPerMinute: "Tokens per minute",
  requestsPerMinute: "Requests per minute",
  requestWithinTokensPerMinute: "Single prompts against tokens per minute",
};

/** Every check with its limit, its evidence and where the limit comes from. */
export function FitCard({ fit, target }: { fit: FitJson; target: string }) {
  return (
    <Card title="Does it fit?" description={`Request by request, with the same tokens on ${target}.`}>
      <ul className="-my-3">
        {fit.checks.map((check) => (
          <li key={`${check.check}-${check.of}`} className="border-b border-line py-3 last:border-b-0">
            <div className="flex flex-wrap items-center justify-between gap-2">
              <span className="font-medium">
                {NAMES[check.check]}
                {check.of && <span className="font-normal text-muted"> {check.of.replaceAll("_", " ")}</span>}
              </span>
              <FitBadge state={check.state} />
            </div>
            <p className="mt-1 text-sm text-muted">{evidence(check)}</p>
            <Sources check={check} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

function evidence({ limit, largest, requests, records, state }: Check): string {
  const count = (value: number | string) => formatCount(BigInt(value));
  const parts: string[] = [];
  if (typeof limit.value === "number") parts.push(`Limit ${count(limit.value)} tokens`);
  else if (limit.value === null) parts.push("Nobody published this limit");
  if (largest !== null) parts.push(`largest single request ${count(largest)}`);
  if (Number(requests.doesNotFit) > 0) parts.push(`${count(requests.doesNotFit)} requests do not fit`);
  if (state !== "fits" && Number(requests.unknown) > 0)
    parts.push(`${count(requests.unknown)} requests cannot be told`);
  if (state !== "fits" && Number(requests.unknown) === 0 && Number(records.unknown) > 0)
    parts.push(`${count(records.unknown)} aggregates cannot be told: single requests would tell`);
  if (state === "fits") parts.push(`all ${count(requests.fits)} requests fit`);
  return `${parts.join(" · ")}.`;
}

function Sources({ check }: { check: Check }) {
  const { state, sources } = check.limit;
  if (sources.length === 0) return null;
  return (
    <p className="mt-0.5 text-xs text-faint">
      {state === "conflicting" && "Sources disagree: "}
      {sources
        .map(({ value, source, date }) =>
          state === "conflicting" ? `${value} (${source}, ${date})` : `${source}, ${date}`,
        )
        .join(" · ")}
    </p>
  );
}
