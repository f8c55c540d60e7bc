import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { Notice } from "@/components/ui/notice";
import type { SentMoveJson } from "@/lib/switch/scenarios/question-json";
import { movesOfAssignment } from "./assignment-choice";
import { AssignmentTable } from "./assignment-table";
import {
  assignmentSentence,
  constraintSentence,
  freeLimitsSentence,
  infeasibleReasons,
  proofSentence,
  segmentsText,
} from "./assignment-words";
import type { FoundAssignment } from "./use-assignment";

interface AssignmentResultProps {
  found: FoundAssignment;
  /** It answers an earlier question. */
  isOld: boolean;
  growth: number;
  timeZone: string;
  use: (moves: SentMoveJson[]) => void;
}

/** An assignment in a sentence, where each segment goes, and what each limit costs. */
export function AssignmentResult({ found, isOld, growth, timeZone, use }: AssignmentResultProps) {
  const { assignment, days } = found;
  const moves = assignment.state === "solved" ? movesOfAssignment(assignment) : [];
  return (
    <div className="flex flex-col gap-4">
      {isOld && <Notice>This answers an earlier question: find it again for the one above.</Notice>}
      <div className={classNames("flex flex-col gap-4 transition-opacity", isOld && "opacity-60")}>
        <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
          <div className="min-w-0 flex-1 basis-60">
            <p className="text-lg font-semibold tracking-tight text-pretty">{assignmentSentence(assignment, days)}</p>
            <p className="mt-1 text-muted">
              {proofSentence(assignment, days)}
              {assignment.otherSegments > 0 &&
                ` ${segmentsText(assignment.otherSegments, assignment.by)} that cost less were not looked at, and stay.`}
            </p>
          </div>
          {moves.length > 0 && !isOld && (
            <Button className="print:hidden" onClick={() => use(moves)}>
              Use it
            </Button>
          )}
        </div>
        {assignment.state === "solved" && assignment.segments.length > 0 && (
          <>
            <div className="-mx-4 border-y border-line sm:-mx-5">
              <AssignmentTable assignment={assignment} growth={growth} />
            </div>
            <Limits {...{ found, timeZone }} />
          </>
        )}
        {assignment.state === "infeasible" && (
          <ul className="flex flex-col gap-1.5">
            {infeasibleReasons(assignment).map((reason) => (
              <li key={reason}>{reason}</li>
            ))}
          </ul>
        )}
        {assignment.state === "unsolved" && (
          <p>Choose fewer models, a shorter period or another dimension, and find it again.</p>
        )}
      </div>
    </div>
  );
}

function Limits({ found: { assignment, days }, timeZone }: Pick<AssignmentResultProps, "found" | "timeZone">) {
  const { constraints } = assignment;
  const binding = constraints.filter(({ isBinding }) => isBinding);
  const free = freeLimitsSentence(constraints);
  if (constraints.length === 0) return <p className="text-sm text-muted">No limit is in the way.</p>;
  return (
    <div>
      <h3 className="font-medium">What limits it</h3>
      <ul className="mt-1.5 flex flex-col gap-1.5">
        {binding.map((constraint) => {
          const text = constraintSentence(constraint, days, timeZone);
          return <li key={text}>{text}</li>;
        })}
      </ul>
      {free && <p className="mt-1.5 text-sm wrap-anywhere text-muted">{free}</p>}
    </div>
  );
}
