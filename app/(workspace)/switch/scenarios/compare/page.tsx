import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { z } from "zod";
import { hrefWith, type PageParams, toSearchParams } from "@/components/filters/page-params";
import { buttonLook } from "@/components/ui/button-look";
import { Card } from "@/components/ui/card";
import { classNames } from "@/components/ui/class-names";
import { Icon } from "@/components/ui/icon";
import { PageHeader } from "@/components/ui/page-header";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { findScenario } from "@/lib/db/queries/scenarios/find-scenarios";
import { scenariosToJson } from "@/lib/db/queries/scenarios/scenario-to-json";
import { formatDateTime, formatPeriod } from "@/lib/spend/format-time";
import type { ScenarioJson } from "@/lib/switch/scenarios/scenario";
import { moveText } from "@/lib/switch/scenarios/scenarios-to-csv";
import { costText, expectedBand } from "../../answer-sentence";
import { FitBadge } from "../../fit-badge";
import { checkedText } from "../../limits-words";
import { differenceText, monthText, resultSentence } from "../../result-sentence";
import { scenarioReader } from "../../scenario-reader";
import { PrintButton } from "../[id]/print-button";

export const metadata: Metadata = { title: "Compare scenarios" };

const IDS = z.array(z.uuid()).min(2).max(4);

/** Two to four scenarios side by side, as they came out when they were last run. */
export default async function CompareScenariosPage({ searchParams }: { searchParams: Promise<PageParams> }) {
  const reader = await scenarioReader();
  const ids = IDS.safeParse(toSearchParams(await searchParams).getAll("scenario"));
  if (!ids.success) notFound();
  const found = await Promise.all(ids.data.map((id) => findScenario(reader.organizationId, id)));
  const scenarios = await scenariosToJson(
    reader,
    found.map((scenario) => scenario ?? notFound()),
  );
  return (
    <>
      <PageHeader
        title="Compare scenarios"
        description="As they came out when they were last run."
        actions={
          <>
            <a
              href={hrefWith("/api/v1/scenarios/compare", new URLSearchParams({ format: "csv" }), {
                scenario: ids.data,
              })}
              className={buttonLook({ size: "sm" })}
            >
              <Icon name="download" />
              CSV
            </a>
            <PrintButton />
          </>
        }
      />
      <Card flush>
        <Table
          caption="Scenarios side by side"
          className={classNames("table-fixed @2xl:min-w-2xl", scenarios.length > 2 && "min-w-xl")}
        >
          <thead>
            <Tr>
              <Th className="hidden w-40 @2xl:table-cell">
                <span className="sr-only">Figure</span>
              </Th>
              {scenarios.map(({ id, name }) => (
                <Th key={id} className="align-top">
                  <Link
                    href={`/switch/scenarios/${id}`}
                    prefetch={false}
                    className="block text-sm wrap-anywhere whitespace-normal text-ink hover:underline"
                  >
                    {name}
                  </Link>
                </Th>
              ))}
            </Tr>
          </thead>
          <tbody>
            {rowsOf(reader.timeZone).map(({ label, cell }) => (
              <Tr key={label}>
                <Th scope="row" className="hidden align-top text-sm text-muted @2xl:table-cell">
                  {label}
                </Th>
                {scenarios.map((scenario) => (
                  <Td key={scenario.id} className="align-top tabular-nums wrap-anywhere">
                    <span className="block text-xs text-muted @2xl:hidden">{label}</span>
                    {cell(scenario)}
                  </Td>
                ))}
              </Tr>
            ))}
          </tbody>
        </Table>
      </Card>
    </>
  );
}

function rowsOf(timeZone: string): { label: string; cell: (scenario: ScenarioJson) => ReactNode }[] {
  const of =
    (cell: (result: ScenarioJson["lastRun"]["result"]) => ReactNode) =>
    ({ lastRun }: ScenarioJson) =>
      cell(lastRun.result);
  return [
    { label: "In a sentence", cell: of((result) => <span className="font-medium">{resultSentence(result)}</span>) },
    { label: "Moves", cell: of(({ moves }) => moves.map((move) => <p key={moveText(move)}>{moveText(move)}</p>)) },
    {
      label: "Period",
      cell: of(({ from, to, tz }) => formatPeriod({ from: new Date(from), to: new Date(to) }, tz)),
    },
    { label: "Now", cell: of(({ baseline }) => costText(baseline)) },
    { label: "With the switch", cell: of(({ result }) => costText(result)) },
    { label: "Difference", cell: of(differenceText) },
    {
      label: "A month, expected",
      cell: of((result) => (
        <>
          {monthText(result)}
          <span className="block text-sm text-muted">{expectedBand(result.perMonth.estimatedDifference)}</span>
        </>
      )),
    },
    { label: "Fit", cell: of(({ fit }) => <FitBadge state={fit} />) },
    {
      label: "Held against",
      cell: of(({ rateLimits = [] }) => {
        const [first] = rateLimits;
        if (first && rateLimits.length === 1) return checkedText(first) ?? "nothing";
        return rateLimits.map((limits) => (
          <p key={limits.model}>
            {limits.model}: {checkedText(limits) ?? "nothing"}
          </p>
        ));
      }),
    },
    { label: "Requests that do not fit", cell: of(({ requestsThatDoNotFit }) => requestsThatDoNotFit) },
    { label: "Last run", cell: ({ lastRun }) => formatDateTime(new Date(lastRun.ranAt), timeZone) },
  ];
}
