import { formatRate } from "@/components/catalogue/fact-text";
import type { StepsData } from "@/components/charts/steps";
import { cardHolds, perMillion, type RateCard, type RateName } from "@/lib/pricing/rate-card";
import { formatDate } from "@/lib/spend/format-time";
import { dateFromInstant, type Instant } from "@/lib/usage/instant";

const CLASSES: readonly { name: RateName; label: string; colour: string }[] = [
  { name: "input", label: "Input", colour: "var(--series-1)" },
  { name: "cacheRead", label: "Cached input", colour: "var(--series-3)" },
  { name: "output", label: "Output", colour: "var(--series-2)" },
];

/** Shown before the first change and after the last, in microseconds. */
const MARGIN = 60 * 86_400_000_000;

/**
 * The standard rates of a model over time, outside of peak hours; null when they never change. Cards are in order of
 * precedence: of those that hold at a time the first counts.
 */
export function priceHistory(cards: readonly RateCard[], now: Instant): StepsData | null {
  const standard = cards.filter(({ serviceTier, window }) => serviceTier === "default" && window === null);
  const dates = standard.flatMap(({ validFrom, validTo }) => [validFrom, validTo]).filter((date) => date !== null);
  const changes = [...new Set(dates)].sort((a, b) => a - b);
  const [first] = changes;
  if (first === undefined) return null;
  const from = (Math.min(first, now) - MARGIN) as Instant;
  const to = (Math.max(changes.at(-1) ?? first, now) + MARGIN) as Instant;
  const times = [from, ...changes, to] as Instant[];
  const cardAt = (at: Instant) => standard.find((card) => cardHolds(card, at)) ?? null;
  const series = CLASSES.map(({ name, label, colour }) => ({
    name: label,
    colour,
    points: times.map((at) => {
      // The end belongs to the time before it.
      const rate = cardAt(at === to ? ((at - 1) as Instant) : at)?.rates[name] ?? null;
      return {
        at: at / 1000,
        value: rate === null ? null : Number(perMillion(rate)),
        text: rate === null ? "none" : formatRate(perMillion(rate)),
      };
    }),
  })).filter(({ points }) => points.some(({ value }) => value !== null));
  const ticks = changes.map((at) => ({ at: at / 1000, label: formatDate(dateFromInstant(at), "UTC") }));
  return { from: from / 1000, to: to / 1000, now: now / 1000, ticks, series };
}
