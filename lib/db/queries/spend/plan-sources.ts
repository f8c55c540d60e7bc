import type { Dimension } from "@/lib/spend/dimensions";
import { isWholeDays, type Period, startOfDay } from "@/lib/spend/period";
import type { SpendQuestion } from "@/lib/spend/spend-question";

/** Where a part of a question's period is answered from. */
export type SpendSource = { kind: "rollups"; grain: number } | { kind: "records" };

/** A part of a period and its source. */
export interface SpendPart extends Period {
  source: SpendSource;
}

/** Dimensions the grains of the rollups keep (see the Rollup model), the smallest grain first. */
const DAY_GRAINS: readonly { grain: number; keeps: readonly Dimension[] }[] = [
  { grain: 1, keeps: ["provider", "model", "serviceTier", "source"] },
  { grain: 2, keeps: ["provider", "model", "serviceTier", "project", "apiKey"] },
  { grain: 3, keeps: ["provider", "model", "serviceTier", "project", "apiKey", "user"] },
];
const SLOT_GRAIN = { grain: 0, keeps: ["provider", "model", "serviceTier"] as readonly Dimension[] };
const QUARTER_HOUR = 900_000;

/**
 * The smallest sources that can answer a question exactly: days of the organisation's zone, with what lies before the
 * first and after the last whole day beside them; quarter hours (other zones, hours); or the records themselves.
 */
export function planSources(question: SpendQuestion, organizationZone: string): SpendPart[] {
  const { from, to } = question;
  const grain = DAY_GRAINS.find(({ keeps }) => covers(keeps, question))?.grain;
  const byDays = question.timeZone === organizationZone && question.granularity !== "hour" && grain !== undefined;
  if (!byDays) return [{ from, to, source: withinDays({ from, to }, question) }];
  if (isWholeDays(question, organizationZone)) return [{ from, to, source: { kind: "rollups", grain } }];
  const firstDay = startOfDay(from, organizationZone);
  const days = {
    from: firstDay < from ? startOfDay(from, organizationZone, 1) : from,
    to: startOfDay(to, organizationZone),
  };
  if (days.from >= days.to) return [{ from, to, source: withinDays({ from, to }, question) }];
  const edges = [
    { from, to: days.from },
    { from: days.to, to },
  ].filter((edge) => edge.from < edge.to);
  return [
    { ...days, source: { kind: "rollups", grain } },
    ...edges.map((edge) => ({ ...edge, source: withinDays(edge, question) })),
  ];
}

function withinDays({ from, to }: Period, question: SpendQuestion): SpendSource {
  const onQuarters = [from, to].every((edge) => edge.getTime() % QUARTER_HOUR === 0);
  if (onQuarters && covers(SLOT_GRAIN.keeps, question)) return { kind: "rollups", grain: SLOT_GRAIN.grain };
  return { kind: "records" };
}

function covers(keeps: readonly Dimension[], { groupBy, filters, not = {} }: SpendQuestion): boolean {
  const filtered = [filters, not].flatMap((values) => Object.keys(values) as Dimension[]);
  return [...groupBy, ...filtered].every((dimension) => keeps.includes(dimension));
}
