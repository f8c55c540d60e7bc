import "server-only";
import type { SwitchAnswer, SwitchInput } from "@/lib/switch/answer";
import { type BestSplit, BestSplitSearch } from "@/lib/switch/best-split/best-split";
import type { OnProgress, PartsQuestion } from "./traffic/read-parts";
import { readRecords } from "./traffic/read-records";

/** The best split of the move that a question names; null where it names none. Reads the records of the moves. */
export async function findBestSplit(
  input: SwitchInput,
  answer: SwitchAnswer,
  asked: PartsQuestion,
  onProgress?: OnProgress,
): Promise<BestSplit | null> {
  const move = input.question.bestSplit;
  if (move === null) return null;
  const search = new BestSplitSearch(input, answer, move);
  await readRecords(asked, "moved", (part) => search.add(part), onProgress);
  return search.result();
}
