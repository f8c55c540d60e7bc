import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { z } from "zod";
import { ButtonLink } from "@/components/ui/button-link";
import { buttonLook } from "@/components/ui/button-look";
import { Card } from "@/components/ui/card";
import { Icon } from "@/components/ui/icon";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { findScenario } from "@/lib/db/queries/scenarios/find-scenarios";
import { scenarioToJson } from "@/lib/db/queries/scenarios/scenario-to-json";
import { formatDateTime } from "@/lib/spend/format-time";
import { RANGE_PRESETS } from "@/lib/spend/range-presets";
import { paramsOfQuestion } from "../../question-params";
import { QuestionSummary } from "../../question-summary";
import { ScenarioActions } from "../../scenario-actions";
import { scenarioReader } from "../../scenario-reader";
import { outdatedText } from "../../scenario-words";
import { BackTestCard } from "./back-test-card";
import { ChangesCard } from "./changes-card";
import { CopyLink } from "./copy-link";
import { PrintButton } from "./print-button";
import { RenameScenario } from "./rename-scenario";
import { ResultCard } from "./result-card";
import { RunsTable } from "./runs-table";

export const metadata: Metadata = { title: "Scenario" };

/** A scenario by its link: what was asked, what it comes to, and what has changed from run to run. */
export default async function ScenarioPage({ params }: { params: Promise<{ id: string }> }) {
  const reader = await scenarioReader();
  const id = z.uuid().safeParse((await params).id);
  const found = id.success ? await findScenario(reader.organizationId, id.data) : null;
  if (!found) notFound();
  const scenario = await scenarioToJson(reader, found);
  const { name, question, lastRun, outdated, runs } = scenario;
  const mayKeep = reader.scopes.includes("ingest");
  const since = outdatedText(outdated);
  const at = (instant: string) => formatDateTime(new Date(instant), reader.timeZone);
  return (
    <>
      <PageHeader
        title={name}
        description={`Scenario by ${scenario.createdBy ?? "somebody who is gone"}, ${at(scenario.createdAt)}; last run ${at(lastRun.ranAt)}${question.range ? `, over ${RANGE_PRESETS[question.range].toLowerCase()}` : ""}.`}
        actions={
          <>
            <ButtonLink size="sm" variant="primary" prefetch={false} href={`/switch?${paramsOfQuestion(question)}`}>
              Open in Switch
            </ButtonLink>
            {mayKeep && <RenameScenario scenario={scenario} />}
            {mayKeep && <ScenarioActions scenario={scenario} afterwards="/switch" />}
            <CopyLink />
            <a href={`/api/v1/scenarios/${scenario.id}?format=csv`} className={buttonLook({ size: "sm" })}>
              <Icon name="download" />
              CSV
            </a>
            <a
              href={`/api/v1/scenarios/${scenario.id}`}
              download={`outlay-scenario-${scenario.id}.json`}
              className={buttonLook({ size: "sm" })}
            >
              <Icon name="download" />
              JSON
            </a>
            <PrintButton />
          </>
        }
      />
      <div className="flex flex-col gap-4">
        {since && (
          <Notice variant="warning" title={`Since the last run ${since}`}>
            {mayKeep ? "Run it again to see what that does to it." : "A member may run it again."}
          </Notice>
        )}
        <ResultCard result={lastRun.result} />
        <div className="grid items-start gap-4 lg:grid-cols-2">
          <Card title="What was asked">
            <QuestionSummary question={question} result={lastRun.result} />
          </Card>
          <ChangesCard run={lastRun} timeZone={reader.timeZone} />
        </div>
        <BackTestCard id={scenario.id} timeZone={reader.timeZone} />
        <RunsTable runs={runs} timeZone={reader.timeZone} />
      </div>
    </>
  );
}
