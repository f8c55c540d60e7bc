"use client";

import { useEffect, useState } from "react";
import { ApiFailure, callApi } from "@/components/api/call-api";
import type { SwitchAnswerJson } from "@/lib/switch/answer-to-json";
import type { SwitchQuestionJson } from "@/lib/switch/scenarios/question-json";

/** Time after the last change until it is asked, in milliseconds. */
const PAUSE = 120;

/** An answer, and what it answers. */
export interface Answered {
  /** The question as JSON. */
  asked: string;
  answer: SwitchAnswerJson | null;
  /** Why there is no answer to the question. */
  failure: { message: string; fields: Readonly<Record<string, string>> } | null;
}

/**
 * Answers to a question that changes: asked a moment after the last change, the request before given up. Until the next
 * answer is there the last one stays.
 */
export function useSwitchAnswer(question: SwitchQuestionJson, first: Answered) {
  const [answered, setAnswered] = useState(first);
  const asked = JSON.stringify(question);
  const isCurrent = answered.asked === asked;

  useEffect(() => {
    if (isCurrent) return;
    const request = new AbortController();
    const timer = setTimeout(async () => {
      try {
        // Levers leave the ranking as it is, which takes longest.
        const isSameTraffic = answered.failure === null && traffic(answered.asked) === traffic(asked);
        const ranking = isSameTraffic ? answered.answer?.ranking : undefined;
        const body = { ...JSON.parse(asked), ...(ranking && { rankingLimit: 0 }) };
        const answer = await callApi<SwitchAnswerJson>("POST", "/api/v1/switch", body, request.signal);
        setAnswered({ asked, answer: ranking ? { ...answer, ranking } : answer, failure: null });
      } catch (error) {
        if (request.signal.aborted) return;
        const { message, fields } =
          error instanceof ApiFailure ? error : { message: "Something went wrong.", fields: {} };
        setAnswered({ asked, answer: answered.answer, failure: { message, fields } });
      }
    }, PAUSE);
    return () => {
      clearTimeout(timer);
      request.abort();
    };
  }, [asked, isCurrent, answered]);

  return { ...answered, asking: !isCurrent, setAnswered };
}

/** A question but for its levers. */
function traffic(asked: string): string {
  const { levers: _levers, ...rest } = JSON.parse(asked) as SwitchQuestionJson;
  return JSON.stringify(rest);
}
