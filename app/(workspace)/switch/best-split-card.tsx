"use client";

import { useState } from "react";
import { callApi } from "@/components/api/call-api";
import { useAction } from "@/components/api/use-action";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Notice } from "@/components/ui/notice";
import type { SwitchAnswerJson } from "@/lib/switch/answer-to-json";
import type { BestSplitJson } from "@/lib/switch/best-split/best-split-to-json";
import type { SentMoveJson, SwitchQuestionJson } from "@/lib/switch/scenarios/question-json";
import { moveText } from "@/lib/switch/scenarios/scenarios-to-csv";
import { shareSentence, sizeSentence } from "./best-split-words";
import { without } from "./where-chips";

interface BestSplitCardProps {
  question: SwitchQuestionJson;
  change: (changes: Partial<SwitchQuestionJson>) => void;
}

/** Which part of a move's traffic saves most and still fits: asked for, since it reads single requests. */
export function BestSplitCard({ question, change }: BestSplitCardProps) {
  const { moves } = question;
  const [found, setFound] = useState<{ asked: string; split: BestSplitJson } | null>(null);
  const { busy, problem, run } = useAction<number>(async (move) => {
    const body = { ...question, bestSplit: { move }, rankingLimit: 0, evidenceLimit: 0 };
    const { bestSplit } = await callApi<SwitchAnswerJson>("POST", "/api/v1/switch", body);
    if (bestSplit) setFound({ asked: JSON.stringify(question), split: bestSplit });
  });
  const split = found?.asked === JSON.stringify(question) ? found.split : null;
  const use = (changes: (move: SentMoveJson) => SentMoveJson) =>
    change({ moves: moves.map((move, index) => (index === split?.move ? changes(move) : move)) });

  return (
    <Card
      className="print:hidden"
      title="Best split"
      description="Which part of it saves most and still fits: prompts up to a size, or a share."
    >
      <div className="flex flex-wrap gap-2">
        {moves.map((move, index) => (
          // Moves have no names but their places.
          // biome-ignore lint/suspicious/noArrayIndexKey: the place is what is asked about.
          <Button key={index} size="sm" disabled={busy} busy={busy} onClick={() => void run(index)}>
            Find it{moves.length > 1 && ` for move ${index + 1}`}
            <span className="sr-only">: {moveText({ fromModel: null, toServiceTier: null, share: 1, ...move })}</span>
          </Button>
        ))}
      </div>
      {problem && (
        <Notice variant="error" className="mt-3">
          {problem}
        </Notice>
      )}
      {split && (
        <ul aria-live="polite" className="mt-4 flex flex-col gap-3">
          <Choice
            text={sizeSentence(split.byPromptSize)}
            use={
              split.byPromptSize.best &&
              (() => {
                const bounds = split.byPromptSize.best?.where ?? {};
                use((move) => ({
                  ...move,
                  where: { ...without(without(move.where ?? {}, "minInput"), "maxInput"), ...bounds },
                }));
              })
            }
          />
          <Choice
            text={shareSentence(split.byShare)}
            use={
              split.byShare.best &&
              (() => {
                const share = split.byShare.best?.share;
                use((move) => ({ ...move, share }));
              })
            }
          />
        </ul>
      )}
    </Card>
  );
}

function Choice({ text, use }: { text: string; use: (() => void) | null }) {
  return (
    <li className="flex items-start justify-between gap-3">
      <span className="min-w-0">{text}</span>
      {use && (
        <Button size="sm" onClick={use}>
          Use it
        </Button>
      )}
    </li>
  );
}
