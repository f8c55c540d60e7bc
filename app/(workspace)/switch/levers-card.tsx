"use client";

import { Card } from "@/components/ui/card";
import { Select } from "@/components/ui/select";
import type { SwitchAnswerJson } from "@/lib/switch/answer-to-json";
import type { ReasoningEffort } from "@/lib/switch/levers";
import type { SentLeversJson } from "@/lib/switch/scenarios/question-json";
import { assumptionOf, bandOf, LEVER_SETTINGS } from "./lever-settings";
import { LeverSlider } from "./lever-slider";
import { Tornado } from "./tornado";

const EFFORTS: readonly ReasoningEffort[] = ["low", "medium", "high"];

interface LeversCardProps {
  answer: SwitchAnswerJson;
  levers: SentLeversJson;
  change: (levers: SentLeversJson) => void;
}

/** What no price list says, each with its source and to be moved; beside it how much hangs on each. */
export function LeversCard({ answer, levers, change }: LeversCardProps) {
  const set = (changes: Partial<SentLeversJson>) => {
    const next = Object.entries({ ...levers, ...changes }).filter(([, value]) => value !== null && value !== undefined);
    change(Object.fromEntries(next) as SentLeversJson);
  };
  return (
    <div className="grid items-start gap-4 lg:grid-cols-2">
      <Card
        title="What may turn out differently"
        description="No price list says these. Move them: the answer follows."
        actions={
          <Select
            small
            aria-label="Reasoning effort there"
            className="print:hidden"
            value={levers.reasoningEffort ?? "medium"}
            onChange={({ target }) =>
              set({ reasoningEffort: target.value === "medium" ? undefined : (target.value as ReasoningEffort) })
            }
          >
            {EFFORTS.map((effort) => (
              <option key={effort} value={effort}>
                {effort} reasoning effort
              </option>
            ))}
          </Select>
        }
      >
        <ul className="-my-3">
          {LEVER_SETTINGS.map((setting) => {
            const sent = levers[setting.field];
            const cold = setting.lever === "cache" && sent == null ? levers.cache : null;
            return (
              <LeverSlider
                key={setting.lever}
                setting={setting}
                {...assumptionOf(answer.moves, setting.lever)}
                own={sent != null ? bandOf(sent) : cold === "cold" ? bandOf(0) : cold === "same" ? bandOf(1) : null}
                change={(band) =>
                  set({
                    [setting.field]: band && (band.low === band.high ? band.expected : band),
                    ...(setting.lever === "cache" ? { cache: null } : {}),
                  })
                }
              />
            );
          })}
        </ul>
      </Card>
      <Tornado answer={answer} />
    </div>
  );
}
