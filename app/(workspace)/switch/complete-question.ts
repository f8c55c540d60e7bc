import type { SentMoveJson, SwitchQuestionJson } from "@/lib/switch/scenarios/question-json";
import type { AddressedQuestion } from "./question-params";

/** What is proposed before anybody has chosen. */
const PROPOSED = ["openai/gpt-4.1-mini", "openai/gpt-5"];

/**
 * The question with what the address leaves open: the model that costs most, moved to another one. Null where nothing was
 * used that could be moved. `rankingLimit`: models of the ranking on the page.
 */
export function completeQuestion(
  asked: AddressedQuestion,
  inUse: readonly string[],
  rankingLimit: number,
): SwitchQuestionJson | null {
  const [dearest] = inUse;
  if (dearest === undefined) return null;
  const moves = asked.moves.map((move): SentMoveJson => {
    const fromModel = move.fromModel === undefined ? dearest : move.fromModel;
    const isAnother = (model: string) => !fromModel?.startsWith(model.slice("openai/".length));
    return { ...move, fromModel, toModel: move.toModel ?? PROPOSED.find(isAnother) ?? dearest };
  });
  return { ...asked, moves, rankingLimit };
}
