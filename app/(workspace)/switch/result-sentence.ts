import { counted } from "@/lib/spend/format-count";
import type { ScenarioResultJson } from "@/lib/switch/scenarios/scenario-result";
import { costSentence, difference, isComparable, signedUsd, unpricedSentence } from "./answer-sentence";

/** What a run of a scenario came to, in one sentence. */
export function resultSentence(result: ScenarioResultJson): string {
  if (result.moves.every(({ requests }) => Number(requests) === 0)) return "There is no such traffic in this period.";
  return `${unpricedSentence(result.moves) ?? costSentence(result)}; ${fitText(result)}.`;
}

/** The difference at the same tokens; "not known" where nothing is priced on both sides. */
export function differenceText({ moves, difference: exact }: ScenarioResultJson): string {
  return isComparable(moves) ? difference(exact) : "not known";
}

/** What is expected in a month, likewise. */
export function monthText({ moves, perMonth }: ScenarioResultJson): string {
  return isComparable(moves) ? signedUsd(perMonth.estimatedDifference.expected) : "not known";
}

function fitText({ fit, requestsThatDoNotFit: misfits }: ScenarioResultJson): string {
  if (fit === "fits") return "fits";
  if (fit === "unknown") return "whether it fits is not known";
  return misfits === 0 ? "does not fit" : `fits except ${counted(misfits, "request")}`;
}
