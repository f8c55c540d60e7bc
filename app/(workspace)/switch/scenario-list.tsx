"use client";

import Link from "next/link";
import { useState } from "react";
import { hrefWith } from "@/components/filters/page-params";
import { Badge } from "@/components/ui/badge";
import { ButtonLink } from "@/components/ui/button-link";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { formatDateTime } from "@/lib/spend/format-time";
import type { ScenarioJson } from "@/lib/switch/scenarios/scenario";
import { percentText } from "./answer-sentence";
import { FitBadge } from "./fit-badge";
import { paramsOfQuestion } from "./question-params";
import { ScenarioActions } from "./scenario-actions";

const MOST_COMPARED = 4;

/** What a row shows of a scenario. */
export interface ListedScenario extends Pick<ScenarioJson, "id" | "name" | "createdBy" | "question" | "mayDelete"> {
  ranAt: string;
  /** What has changed since. */
  since: string | null;
  /** What is expected in a month. */
  month: string;
  result: Pick<ScenarioJson["lastRun"]["result"], "estimatedDifference" | "fit">;
}

interface ScenarioListProps {
  scenarios: readonly ListedScenario[];
  mayKeep: boolean;
  timeZone: string;
}

/** Scenarios in rows, two to four of which can be chosen to be compared. */
export function ScenarioList({ scenarios, mayKeep, timeZone }: ScenarioListProps) {
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const there = chosen.filter((id) => scenarios.some((scenario) => scenario.id === id));

  function toggle(id: string) {
    setChosen(there.includes(id) ? there.filter((one) => one !== id) : [...there, id]);
  }

  return (
    <>
      <Table caption="Scenarios">
        <thead>
          <Tr>
            <Th>
              <span className="sr-only">Compare</span>
            </Th>
            <Th>Name</Th>
            <Th numeric>A month, expected</Th>
            <Th className="hidden @xl:table-cell">Fit</Th>
            <Th className="hidden @4xl:table-cell">Last run</Th>
            <Th className="hidden @[45rem]:table-cell">
              <span className="sr-only">Actions</span>
            </Th>
          </Tr>
        </thead>
        <tbody>
          {scenarios.map((scenario) => {
            const { id, name, month, result } = scenario;
            const { estimatedDifference, fit } = result;
            return (
              <Tr key={id}>
                <Td>
                  <label className="-m-2 grid size-8 place-items-center">
                    <span className="sr-only">Compare {name}</span>
                    <input
                      type="checkbox"
                      className="size-4 accent-accent"
                      checked={there.includes(id)}
                      disabled={!there.includes(id) && there.length >= MOST_COMPARED}
                      onChange={() => toggle(id)}
                    />
                  </label>
                </Td>
                <Td className="min-w-28 @xl:min-w-40">
                  <Link
                    href={`/switch/scenarios/${id}`}
                    prefetch={false}
                    className="font-medium wrap-anywhere hover:underline"
                  >
                    {name}
                  </Link>
                  <span className="block text-xs text-muted">by {scenario.createdBy ?? "somebody who is gone"}</span>
                  <span className="block text-xs text-muted @4xl:hidden">
                    <LastRun {...{ scenario, timeZone }} />
                  </span>
                  <span className="mt-1 block @xl:hidden">
                    <FitBadge state={fit} />
                  </span>
                </Td>
                <Td numeric>
                  {month}
                  {estimatedDifference.percent !== null && (
                    <span className="block text-xs text-muted">{percentText(estimatedDifference.percent)}</span>
                  )}
                </Td>
                <Td className="hidden @xl:table-cell">
                  <FitBadge state={fit} />
                </Td>
                <Td className="hidden text-sm whitespace-nowrap @4xl:table-cell">
                  <LastRun {...{ scenario, timeZone }} />
                </Td>
                {/* They are on the scenario's page too. */}
                <Td className="hidden whitespace-nowrap @[45rem]:table-cell">
                  <span className="flex justify-end gap-1">
                    <ButtonLink
                      size="sm"
                      variant="quiet"
                      prefetch={false}
                      href={`/switch?${paramsOfQuestion(scenario.question)}`}
                      aria-label={`Ask ${name}`}
                    >
                      Ask
                    </ButtonLink>
                    {mayKeep && <ScenarioActions scenario={scenario} />}
                  </span>
                </Td>
              </Tr>
            );
          })}
        </tbody>
      </Table>
      <div className="flex flex-wrap items-center gap-3 border-t border-line px-4 py-3 sm:px-5">
        {there.length >= 2 ? (
          <ButtonLink
            size="sm"
            prefetch={false}
            href={hrefWith("/switch/scenarios/compare", new URLSearchParams(), { scenario: there })}
          >
            Compare {there.length} scenarios
          </ButtonLink>
        ) : (
          <span className="text-sm text-muted">Choose two to four to compare them.</span>
        )}
        <a href="/api/v1/scenarios?format=csv" className="text-sm text-accent underline">
          All as CSV
        </a>
      </div>
    </>
  );
}

function LastRun({ scenario: { ranAt, since }, timeZone }: { scenario: ListedScenario; timeZone: string }) {
  return (
    <>
      {formatDateTime(new Date(ranAt), timeZone)}
      {since && (
        <span className="block">
          <Badge variant="warning">{since}</Badge>
        </span>
      )}
    </>
  );
}
