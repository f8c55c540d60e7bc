import "server-only";
import type { RecordPart } from "@/lib/switch/best-split/threshold-records";
import { PartTabulator, type Selection } from "@/lib/switch/traffic/tabulate-part";
import { hourOfQuarter } from "./hour-of-quarter";
import { eachDay, type OnProgress, type PartsQuestion } from "./read-parts";

/** Gives a selection of a question's records, part by part. Nothing of them is remembered, nor may `take` keep any. */
export async function readRecords(
  question: PartsQuestion,
  selection: Selection,
  take: (part: RecordPart) => void,
  onProgress?: OnProgress,
): Promise<void> {
  await eachDay(question, onProgress, async ({ day, stretches }, pieces) => {
    for (const { from, to } of stretches) {
      for (const piece of pieces) {
        const time = { from, to, dayEnd: day.end, hourOfQuarter: hourOfQuarter(piece.start, question.timeZone) };
        piece.unpackedFor(() => {
          const selected = new PartTabulator(piece, question, time).select(selection);
          if (selected.records.rows > 0) take({ at: from, dayEnd: day.end, ...selected });
        });
        // Other requests have their turn between pieces.
        await new Promise(setImmediate);
      }
    }
  });
}
