"use client";

import { useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { classNames } from "@/components/ui/class-names";
import { Notice } from "@/components/ui/notice";
import type { DimensionValues } from "@/lib/spend/dimensions";
import type { SwitchAnswerJson } from "@/lib/switch/answer-to-json";
import type { SwitchQuestionJson } from "@/lib/switch/scenarios/question-json";
import { assignmentQuestion, FIRST_CHOICE, proposedModels } from "./assignment-choice";
import { AssignmentFields } from "./assignment-fields";
import { AssignmentResult } from "./assignment-result";
import { bandOf } from "./lever-settings";
import { useAssignment } from "./use-assignment";

interface BestAssignmentCardProps {
  question: SwitchQuestionJson;
  answer: SwitchAnswerJson;
  targets: readonly string[];
  values: DimensionValues;
  change: (changes: Partial<SwitchQuestionJson>) => void;
}

/** Which of some models each project (user, tag …) goes to: asked for, since it is solved for seconds. */
export function BestAssignmentCard({ question, answer, targets, values, change }: BestAssignmentCardProps) {
  const [choice, setChoice] = useState(FIRST_CHOICE);
  const models = choice.models ?? proposedModels(answer);
  const asked = assignmentQuestion(question, choice, models);
  const { found, isOld, asking, problem, ask, stop } = useAssignment(asked);
  const growth = question.levers?.growthFactor;
  return (
    <Card
      className={classNames(!found && "print:hidden")}
      aria-busy={asking}
      title="Best assignment"
      description="Which model each part of the traffic goes to, so that all together costs least, fits, and stays within the rate limits it shares. Whatever the moves above are."
    >
      <div className="print:hidden">
        <AssignmentFields
          {...{ choice, models, targets, values }}
          change={(changes) => setChoice({ ...choice, ...changes })}
        />
        <div className="mt-4 flex flex-wrap items-center gap-2">
          <Button busy={asking} disabled={models.length === 0} onClick={() => void ask()}>
            Find the best assignment
          </Button>
          {asking && (
            <>
              <Button variant="quiet" onClick={stop}>
                Stop
              </Button>
              <Elapsed />
            </>
          )}
          {models.length === 0 && <p className="text-sm text-muted">Choose a model first.</p>}
        </div>
      </div>
      {problem && (
        <Notice variant="error" className="mt-4">
          {problem}
        </Notice>
      )}
      <div aria-live="polite" className={classNames(found && "mt-5 print:mt-0")}>
        {found && (
          <AssignmentResult
            {...{ found, isOld }}
            growth={growth == null ? 1 : bandOf(growth).expected}
            timeZone={answer.tz}
            use={(moves) => {
              // What was chosen stays, where it was proposed from the moves before.
              setChoice({ ...choice, models });
              change({ moves });
            }}
          />
        )}
      </div>
    </Card>
  );
}

/** How long it has been taking. */
function Elapsed() {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setSeconds((now) => now + 1), 1000);
    return () => clearInterval(timer);
  }, []);
  return (
    <p className="text-sm text-muted">
      <span role="status">Reading the traffic and solving it</span>: {seconds} s
    </p>
  );
}
