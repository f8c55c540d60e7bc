"use client";

import { useMemo, useState } from "react";
import { FilterRow } from "@/components/filters/filter-row";
import { Card } from "@/components/ui/card";
import { Notice } from "@/components/ui/notice";
import type { DimensionValues } from "@/lib/spend/dimensions";
import { readPreset } from "@/lib/spend/question-from-address";
import type { SwitchQuestionJson } from "@/lib/switch/scenarios/question-json";
import { AnswerCard } from "./answer-card";
import { Evidence, type LimitsKept } from "./evidence";
import { LeversCard } from "./levers-card";
import { QuestionCard } from "./question-card";
import { paramsOfQuestion } from "./question-params";
import { QuestionSummary } from "./question-summary";
import { SaveScenario } from "./save-scenario";
import { type Answered, useSwitchAnswer } from "./use-switch-answer";

const PATH = "/switch";

export interface SwitchLabProps {
  /** What the address asks; its answer comes along. */
  question: SwitchQuestionJson;
  first: Answered;
  /** The period asked about, in ISO instants, and the zone it is of. */
  period: { from: string; to: string; timeZone: string };
  inUse: readonly string[];
  /** Ids of the catalogue's models. */
  targets: readonly string[];
  values: DimensionValues;
  mayKeep: boolean;
  limits: LimitsKept;
}

/** The question, its answer, and the evidence: all of it moves with the question, which is kept in the address. */
export function SwitchLab(props: SwitchLabProps) {
  const [question, setQuestion] = useState(props.question);
  const [seen, setSeen] = useState(props.first.asked);
  const { answer, failure, asking, setAnswered } = useSwitchAnswer(question, props.first);
  if (props.first.asked !== seen) {
    // Another address: a link was followed, or the way back was taken.
    setSeen(props.first.asked);
    setQuestion(props.question);
    setAnswered(props.first);
  }
  const params = useMemo(() => paramsOfQuestion(question), [question]);

  function change(changes: Partial<SwitchQuestionJson>) {
    const next = { ...question, ...changes };
    setQuestion(next);
    window.history.replaceState(null, "", `${PATH}?${paramsOfQuestion(next)}`);
  }

  const period = {
    from: new Date(props.period.from),
    to: new Date(props.period.to),
    timeZone: props.period.timeZone,
    filters: question.filter ?? {},
    not: question.not ?? {},
  };
  return (
    <>
      <FilterRow path={PATH} params={params} preset={readPreset(params)} question={period} values={props.values}>
        {props.mayKeep && <SaveScenario question={question} />}
      </FilterRow>
      <div className="flex flex-col gap-4">
        <QuestionCard
          question={question}
          change={change}
          inUse={props.inUse}
          targets={props.targets}
          values={props.values}
          keepsLimits={props.limits.kept.ownLimits.length > 0 || Object.keys(props.limits.kept.usageTiers).length > 0}
          problems={failure?.fields ?? {}}
        />
        {failure && (
          <Notice
            variant="error"
            title={answer ? "This question has no answer; below is the last one that had" : undefined}
          >
            {failure.message}
          </Notice>
        )}
        {answer && (
          <>
            <Card title="What was asked" className="hidden print:block">
              <QuestionSummary question={question} result={answer} />
            </Card>
            <AnswerCard answer={answer} asking={asking} isOld={failure !== null} />
            <LeversCard answer={answer} levers={question.levers ?? {}} change={(levers) => change({ levers })} />
            <Evidence
              answer={answer}
              question={question}
              targets={props.targets}
              values={props.values}
              limits={props.limits}
              change={change}
            />
          </>
        )}
      </div>
    </>
  );
}
