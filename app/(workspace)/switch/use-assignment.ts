"use client";

import { useEffect, useRef, useState } from "react";
import { ApiFailure, callApi } from "@/components/api/call-api";
import type { SwitchAnswerJson } from "@/lib/switch/answer-to-json";
import type { AssignmentJson } from "@/lib/switch/assignment/assignment-to-json";
import type { SwitchQuestionJson } from "@/lib/switch/scenarios/question-json";

/** An assignment that was found, and what was asked. */
export interface FoundAssignment {
  /** The question as JSON. */
  asked: string;
  assignment: AssignmentJson;
  /** Days of traffic that it is of. */
  days: number;
}

type Attempt = { asked: string; state: "asking" } | { asked: string; state: "failed"; problem: string };

/**
 * Asks for the best assignment when `ask` is called, and gives the request up when the question changes or `stop` is
 * called. The last one that was found stays, with what it was asked for.
 */
export function useAssignment(question: SwitchQuestionJson) {
  const asked = JSON.stringify(question);
  const [found, setFound] = useState<FoundAssignment | null>(null);
  const [attempt, setAttempt] = useState<Attempt | null>(null);
  const request = useRef<AbortController>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another question ends the request for the one before.
  useEffect(() => () => request.current?.abort(), [asked]);

  async function ask() {
    const current = new AbortController();
    request.current = current;
    setAttempt({ asked, state: "asking" });
    try {
      const answer = await callApi<SwitchAnswerJson>("POST", "/api/v1/switch", question, current.signal);
      const { bestAssignment, perMonth } = answer;
      if (current.signal.aborted || !bestAssignment) return;
      setFound({ asked, assignment: bestAssignment, days: perMonth.days });
      setAttempt(null);
    } catch (error) {
      if (current.signal.aborted) return;
      setAttempt({ asked, state: "failed", problem: problemOf(error) });
    }
  }

  function stop() {
    request.current?.abort();
    setAttempt(null);
  }

  const current = attempt?.asked === asked ? attempt : null;
  return {
    found,
    isOld: found !== null && found.asked !== asked,
    asking: current?.state === "asking",
    problem: current?.state === "failed" ? current.problem : null,
    ...{ ask, stop },
  };
}

function problemOf(error: unknown): string {
  if (!(error instanceof ApiFailure)) return "Something went wrong. Try again.";
  return Object.values(error.fields)[0] ?? error.message;
}
