import Link from "next/link";
import { Card } from "@/components/ui/card";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { formatUsd, parseUsd } from "@/lib/pricing/money";
import { counted, formatCount, formatShare } from "@/lib/spend/format-count";
import { formatDateTime } from "@/lib/spend/format-time";
import type { SwitchAnswerJson } from "@/lib/switch/answer-to-json";
import type { EvidenceJson, FitCheckJson } from "@/lib/switch/fit-to-json";
import type { MoveJson } from "@/lib/switch/move-to-json";
import { FitBadge } from "./fit-badge";
import { evidenceText } from "./fit-evidence";

const NAMES: Readonly<Record<FitCheckJson["check"], string>> = {
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

interface FitCardProps {
  move: MoveJson;
  /** Its place among several, from 1. */
  number: number | null;
  period: Pick<SwitchAnswerJson, "tz">;
}

/** Every check of a move with its limit, its evidence and where the limit comes from; the worst first. */
export function FitCard({ move, number, period }: FitCardProps) {
  const { fit, toModel } = move;
  const order = { doesNotFit: 0, unknown: 1, fits: 2 };
  const checks = [...fit.checks].sort((a, b) => order[a.state] - order[b.state]);
  return (
    <Card
      title={number === null ? "Does it fit?" : `Does move ${number} fit?`}
      description={`Request by request, with the same tokens on ${toModel.id}.`}
    >
      <ul className="-my-3">
        {checks.map((check) => (
          <li key={`${check.check}-${check.of}`} className="border-b border-line py-3 last:border-b-0">
            <div className="flex flex-wrap items-center justify-between gap-2">
              <span className="font-medium">
                {NAMES[check.check]}
                {check.of && <span className="font-normal text-muted"> {check.of.replaceAll("_", " ")}</span>}
              </span>
              <FitBadge state={check.state} />
            </div>
            <p className="mt-1 text-sm text-muted">{evidenceText(check)}</p>
            {check.state === "doesNotFit" && check.costShare !== null && check.costShare > 0 && (
              <p className="text-sm text-muted">
                They cost {formatUsd(parseUsd(check.cost.doesNotFit))} now, {formatShare(check.costShare)} of this
                traffic.
              </p>
            )}
            {check.missing && <p className="text-sm text-muted">To know it: {check.missing.how}</p>}
            <Records evidence={check.evidence} check={`${NAMES[check.check]}, ${toModel.id}`} tz={period.tz} />
            <Sources check={check} />
          </li>
        ))}
      </ul>
      {fit.unstated.map(({ field, how, requests, records }) => (
        <p key={field} className="mt-3 text-xs text-muted">
          {unstatedText(requests || records, requests ? "request" : "record", field)} taken to need nothing special.{" "}
          {how}
        </p>
      ))}
    </Card>
  );
}

function unstatedText(count: number, what: string, field: string): string {
  const words = count === 1 ? `does not say its ${field}; it is` : `do not say their ${field}; they are`;
  return `${counted(count, what)} ${words}`;
}

/** Some of the records that do not pass, the largest first; each leads to itself. */
function Records({ evidence, check, tz }: { evidence: readonly EvidenceJson[]; check: string; tz: string }) {
  if (evidence.length === 0) return null;
  return (
    <details className="mt-1.5 print:hidden">
      <summary className="w-fit rounded-sm py-0.5 text-sm text-accent">
        {evidence.length === 1 ? "The record" : `The ${evidence.length} largest records`}
      </summary>
      <div className="mt-1.5 overflow-hidden rounded-md border border-line">
        <Table caption={`Records: ${check}`} className="text-sm">
          <thead>
            <Tr>
              <Th>Time</Th>
              <Th>Model</Th>
              <Th numeric>Input</Th>
              <Th numeric>Output</Th>
            </Tr>
          </thead>
          <tbody>
            {evidence.map((record) => (
              <Tr key={`${record.timestamp} ${record.id} ${record.input}`}>
                <Td>
                  <Link href={recordHref(record, tz)} prefetch={false} className="text-accent hover:underline">
                    {formatDateTime(new Date(record.timestamp), tz)}
                  </Link>
                </Td>
                <Td className="wrap-anywhere">{record.model}</Td>
                <Td numeric>{formatCount(record.input)}</Td>
                <Td numeric>{formatCount(record.output)}</Td>
              </Tr>
            ))}
          </tbody>
        </Table>
      </div>
    </details>
  );
}

/** The page of records, limited to the instant and model of one. */
function recordHref({ timestamp, model }: EvidenceJson, tz: string): string {
  const to = new Date(Date.parse(timestamp) + 1).toISOString();
  return `/explore/records?${new URLSearchParams({ from: timestamp, to, tz, "filter.model": model })}`;
}

function Sources({ check }: { check: FitCheckJson }) {
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
