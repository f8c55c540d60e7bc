import type { Dimension } from "@/lib/spend/dimensions";
import { isWholeDays } from "@/lib/spend/period";
import type { SpendQuestion } from "@/lib/spend/spend-question";

/** Where a question is answered from. */
export type SpendSource = { kind: "rollups"; grain: number } | { kind: "records" };

/** Dimensions the grains of the rollups keep (see the Rollup model), the smallest grain first. */
const DAY_GRAINS: readonly { grain: number; keeps: readonly Dimension[] }[] = [
  { grain: 1, keeps: ["provider", "model", "serviceTier", "source"] },
  { grain: 2, keeps: ["provider", "model", "serviceTier", "project", "apiKey"] },
  { grain: 3, keeps: ["provider", "model", "user"] },
];
const SLOT_GRAIN = { grain: 0, keeps: ["provider", "model", "serviceTier"] as readonly Dimension[] };
const QUARTER_HOUR = 900_000;

/**
 * The smallest source that can answer a question exactly: days of the organisation's zone, quarter hours (other zones,
 * hours, periods that begin within a day), or the records themselves.
 */
export function chooseSource(question: SpendQuestion, organizationZone: string): SpendSource {
  const filtered = [question.filters, question.not ?? {}].flatMap((values) => Object.keys(values) as Dimension[]);
  const used = new Set<Dimension>([...question.groupBy, ...filtered]);
  const covers = (keeps: readonly Dimension[]) => [...used].every((dimension) => keeps.includes(dimension));
  const byDays =
    question.timeZone === organizationZone &&
    question.granularity !== "hour" &&
    isWholeDays(question, organizationZone);
  const grain = byDays ? DAY_GRAINS.find(({ keeps }) => covers(keeps)) : undefined;
  if (grain) return { kind: "rollups", grain: grain.grain };
  const onQuarters = [question.from, question.to].every((edge) => edge.getTime() % QUARTER_HOUR === 0);
  if (onQuarters && covers(SLOT_GRAIN.keeps)) return { kind: "rollups", grain: SLOT_GRAIN.grain };
  return { kind: "records" };
}
