import "server-only";
import type { FitCheck } from "@/lib/switch/fit";
import { countMisfits } from "@/lib/switch/misfits";
import { movedSizes } from "@/lib/switch/moved-sizes";
import type { Split } from "@/lib/switch/splits";
import type { EvidenceQuestion } from "./evidence-question";

const MOST_DAYS = 2;
const DAY = 86_400_000;

/** The days on which most records do not pass a check, `[start, end)` in milliseconds. */
export function misfitDays(
  { book, answer, parts, nameOf }: EvidenceQuestion,
  splits: readonly Split[],
  split: number,
  check: FitCheck,
): { start: number; end: number }[] {
  const byStretch = parts.map((part) => {
    const sizes = movedSizes(book, splits, { parts: [part], nameOf }, answer.shape.sizes);
    return { start: Math.floor(part.tables.minutes.start / 1000), misfits: countMisfits(check, sizes[split]) };
  });
  return byStretch
    .filter(({ misfits }) => misfits > 0)
    .sort((a, b) => b.misfits - a.misfits)
    .slice(0, MOST_DAYS)
    .map(({ start }) => ({ start, end: start + DAY }));
}
