import type { DimensionValues } from "@/lib/spend/dimensions";
import type { SwitchAnswerJson } from "@/lib/switch/answer-to-json";
import type { OrganizationLimits } from "@/lib/switch/organization-limits";
import type { SwitchQuestionJson } from "@/lib/switch/scenarios/question-json";
import { BestAssignmentCard } from "./best-assignment-card";
import { BestSplitCard } from "./best-split-card";
import { BreakEvenCard } from "./break-even-card";
import { CostCard } from "./cost-card";
import { FitCard } from "./fit-card";
import { HeadroomCard } from "./headroom-card";
import { RankingTable } from "./ranking-table";

/** The organisation's rate limits, and whether who asks may change them. */
export interface LimitsKept {
  kept: OrganizationLimits;
  mayChange: boolean;
}

interface EvidenceProps {
  answer: SwitchAnswerJson;
  question: SwitchQuestionJson;
  /** Ids of the catalogue's models. */
  targets: readonly string[];
  values: DimensionValues;
  limits: LimitsKept;
  change: (changes: Partial<SwitchQuestionJson>) => void;
}

/** Why the answer is what it is: cost, fit, room for it, where it stops paying, what would be best, and every other model. */
export function Evidence({ answer, question, targets, values, limits, change }: EvidenceProps) {
  const { moves, headroom, rateLimits } = answer;
  const isOne = moves.length === 1;
  const kept = limits.kept.ownLimits.filter(({ model }) => rateLimits.some((one) => one.model === model));
  return (
    <>
      <CostCard answer={answer} />
      <div className="grid items-start gap-4 lg:grid-cols-2">
        {moves.map((move, index) => (
          <FitCard key={keyOf(move, index)} move={move} number={isOne ? null : index + 1} period={answer} />
        ))}
        <div className="flex flex-col gap-4">
          <BreakEvenCard moves={moves} />
          <BestSplitCard question={question} change={change} />
        </div>
      </div>
      {headroom.map((room) => (
        <HeadroomCard
          key={room.model}
          headroom={room}
          checked={rateLimits.find(({ model }) => model === room.model) ?? null}
          stated={question.ownLimits}
          kept={kept}
          mayKeep={limits.mayChange}
          change={(ownLimits) => change({ ownLimits })}
        />
      ))}
      <BestAssignmentCard {...{ question, answer, targets, values, change }} />
      <RankingTable question={question} ranking={answer.ranking} />
    </>
  );
}

function keyOf({ fromModel, toModel }: SwitchAnswerJson["moves"][number], index: number): string {
  return `${index} ${fromModel} ${toModel.id}`;
}
