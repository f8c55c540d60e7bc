import { formatCount } from "@/lib/spend/format-count";
import type { ScenarioResultJson } from "@/lib/switch/scenarios/scenario-result";
import { costSentence } from "./answer-sentence";

/** What a run of a scenario came to, in one sentence. */
export function resultSentence(result: ScenarioResultJson): string {
  if (result.moves.every(({ requests }) => Number(requests) === 0)) return "There is no such traffic in this period.";
  return `${costSentence(result)}; ${fitText(result)}.`;
}

function fitText({ fit, requestsThatDoNotFit: misfits }: ScenarioResultJson): string {
  if (fit === "fits") return "fits";
  if (fit === "unknown") return "whether it fits is not known";
  return misfits === 0
    ? "does not fit"
    : `fits except ${formatCount(misfits)} ${misfits === 1 ? "request" : "requests"}`;
}
