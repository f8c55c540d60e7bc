"use client";

import Link from "next/link";
import { useState } from "react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { counted, formatCount } from "@/lib/spend/format-count";
import type { SwitchAnswerJson } from "@/lib/switch/answer-to-json";
import type { SwitchQuestionJson } from "@/lib/switch/scenarios/question-json";
import { costText, percentText } from "./answer-sentence";
import { FitBadge } from "./fit-badge";
import { paramsOfQuestion } from "./question-params";
import { shownRanking } from "./shown-ranking";

interface RankingTableProps {
  question: SwitchQuestionJson;
  ranking: SwitchAnswerJson["ranking"];
}

/** What the same traffic would cost on the catalogue's models; each leads to its own answer. Free ones are shown on a press. */
export function RankingTable({ question, ranking }: RankingTableProps) {
  const [showFree, setShowFree] = useState(false);
  const { models, free } = shownRanking(ranking, showFree);
  return (
    <Card
      title="The same traffic on every model"
      description={`The ${models.length} cheapest of ${formatCount(ranking.total)} models, with those in use. Price and limits only: whether a model is good enough is yours to say.`}
      actions={
        free > 0 && (
          <>
            <span className="text-sm text-muted">{freeText(free, showFree)}</span>
            <Button size="sm" className="print:hidden" onClick={() => setShowFree(!showFree)}>
              {showFree ? "Hide" : "Show"}
              <span className="sr-only"> free models</span>
            </Button>
          </>
        )
      }
      flush
    >
      <Table caption="Models by what the same traffic would cost">
        <thead>
          <Tr>
            <Th numeric>Rank</Th>
            <Th>Model</Th>
            <Th numeric>Cost</Th>
            <Th numeric className="hidden @xl:table-cell">
              Change
            </Th>
            <Th className="hidden @xl:table-cell">Fit</Th>
          </Tr>
        </thead>
        <tbody>
          {models.map((model) => (
            <Tr key={model.id} className={model.isTarget ? "bg-accent-soft" : undefined}>
              <Td numeric className="text-muted">
                {model.rank ?? "–"}
              </Td>
              <Td>
                <Link
                  href={`/switch?${paramsOfQuestion(movedTo(question, model.id))}`}
                  scroll={false}
                  prefetch={false}
                  className="font-medium wrap-anywhere hover:underline"
                >
                  {model.id}
                </Link>
                <span className="ml-2 inline-flex gap-1">
                  {model.isCurrent && <Badge>in use</Badge>}
                  {model.isTarget && <Badge variant="accent">target</Badge>}
                </span>
                <span className="mt-1 block @xl:hidden">
                  <Fit model={model} />
                </span>
              </Td>
              <Td numeric>
                {Number(model.unpriced.requests) > 0 && "≥ "}
                {costText(model)}
                <span className="block text-xs text-muted @xl:hidden">{changeText(model)}</span>
              </Td>
              <Td numeric className="text-muted hidden @xl:table-cell">
                {changeText(model)}
              </Td>
              <Td className="whitespace-nowrap hidden @xl:table-cell">
                <Fit model={model} />
              </Td>
            </Tr>
          ))}
        </tbody>
      </Table>
    </Card>
  );
}

type RankedModel = SwitchAnswerJson["ranking"]["models"][number];

/** Whether the traffic fits, and how many requests do not. */
function Fit({ model: { fit, requestsThatDoNotFit } }: { model: RankedModel }) {
  return (
    <>
      <FitBadge state={fit} />
      {Number(requestsThatDoNotFit) > 0 && (
        <span className="ml-2 text-xs text-muted">{counted(BigInt(requestsThatDoNotFit), "request")}</span>
      )}
    </>
  );
}

function changeText({ difference: { percent } }: RankedModel): string {
  return percent === null ? "" : percentText(percent);
}

function freeText(free: number, shown: boolean): string {
  const many = free === 1 ? "1 free model is" : `${formatCount(free)} free models are`;
  return `${many} ${shown ? "shown" : "hidden"}`;
}

/** The same traffic, all of it to one model. */
function movedTo(question: SwitchQuestionJson, toModel: string): SwitchQuestionJson {
  return { ...question, moves: question.moves.map((move) => ({ ...move, toModel })) };
}
