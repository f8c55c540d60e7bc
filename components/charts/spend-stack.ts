import { chartTop } from "@/lib/spend/chart-top";
import type { Dimension } from "@/lib/spend/dimensions";
import { formatBucket } from "@/lib/spend/format-time";
import { groupFilters, groupName } from "@/lib/spend/group-name";
import { type MeasureName, measureOf, valueToDraw } from "@/lib/spend/measure";
import { hasUsage, isBounded } from "@/lib/spend/measures";
import type { Granularity } from "@/lib/spend/period";
import type { SpendAnswer } from "@/lib/spend/spend-question";
import { type Band, type Stack, stackSeries } from "@/lib/spend/stack-series";
import { hrefWith } from "../filters/page-params";
import { receiptOf } from "../receipts/receipt-query";
import { assignColours, OTHER_COLOUR, UNSTATED_COLOUR } from "./palette";
import { BOUNDED_NOTE, type StackedChartData } from "./stacked-chart-data";

/** What of an answer a chart over time shows. */
export interface SpendStackProps {
  answer: SpendAnswer;
  granularity: Granularity;
  measure: MeasureName;
  /** All values of the first dimension, in the order they were first seen: colours go by it. */
  known: readonly string[];
  /** The page's address: a press on a name limits it to that band. */
  path: string;
  params: URLSearchParams;
  /** Where a press on a bar leads. */
  press: StackedChartData["press"];
  now: Date;
}

/** Spend (or any other measure) over time for a chart, by the groups of the answer. */
export function spendStack(props: SpendStackProps): StackedChartData {
  const { answer, granularity, measure: name, known, path, params, press, now } = props;
  const measure = measureOf(name);
  const stack = stackSeries(answer, chartTop(name));
  const shown = shownBuckets(stack, now);
  const colours = bandColours(stack, answer.groupBy, known);
  return {
    unit: measure.unit,
    ...(measure.isSum ? {} : { lines: true, totalName: "All together" }),
    ...(name === "cost" && { spend: receiptOf(answer, params).spend }),
    ...(name === "cost" && isBounded(answer.totals) && { note: BOUNDED_NOTE }),
    ...(press && { press }),
    buckets: stack.buckets.slice(0, shown).map((bucket) => ({
      ...formatBucket(bucket, granularity, answer.timeZone, { withYear: isLong(stack) }),
      partial: bucket.partial,
      partialNote: bucket.end > now ? "not over" : "cut by the period",
      total: measure.text(bucket.totals),
      from: bucket.start.toISOString(),
      to: bucket.end.toISOString(),
    })),
    bands: stack.bands.map(({ band, totals, cells }, index) => {
      const changes = bandFilters(stack, band, answer.groupBy, params);
      return {
        name: bandName(band, answer.groupBy),
        colour: colours[index] ?? OTHER_COLOUR,
        sizes: cells.slice(0, shown).map((cell) => {
          const value = measure.value(cell);
          return value === null || (!measure.isSum && !hasUsage(cell)) ? null : valueToDraw(value, measure.unit);
        }),
        texts: cells.slice(0, shown).map((cell) => (hasUsage(cell) ? measure.text(cell) : null)),
        total: measure.text(totals, { compact: true }),
        href: changes && answer.groupBy.length > 0 ? hrefWith(path, params, changes) : null,
        changes,
      };
    }),
  };
}

/** Of nearly a year and more, days and months alone do not say when. */
function isLong({ buckets: [first, ...rest] }: Stack): boolean {
  return first !== undefined && (rest.at(-1)?.start.getTime() ?? 0) - first.start.getTime() > 300 * 86_400_000;
}

/** The hours of today that are still to come would only be empty space. */
function shownBuckets({ buckets }: Stack, now: Date): number {
  return buckets.findLastIndex(({ start, totals }) => start <= now || hasUsage(totals)) + 1;
}

function bandName(band: Band, groupBy: readonly Dimension[]): string {
  return band.kind === "other" ? `${band.keys.length} others` : groupName(band.key, groupBy);
}

/** Parameters that limit an address to a band. The others of one dimension are all but the groups that have bands. */
function bandFilters(
  stack: Stack,
  band: Band,
  groupBy: readonly Dimension[],
  params: URLSearchParams,
): Record<string, string | string[]> | null {
  if (band.kind === "group") return groupFilters(band.key, groupBy);
  const [dimension, second] = groupBy;
  if (!dimension || second) return null;
  const kept = stack.bands.flatMap((one) => (one.band.kind === "group" ? [one.band.key[dimension] ?? ""] : []));
  const name = `not.${dimension}`;
  return { [name]: [...new Set([...params.getAll(name), ...kept])] };
}

function bandColours({ bands }: Stack, groupBy: readonly Dimension[], known: readonly string[]): string[] {
  const nameless = ({ kind }: Band) => (kind === "group" ? UNSTATED_COLOUR : OTHER_COLOUR);
  const names = bands.map(({ band }) => (isStated(band, groupBy) ? bandName(band, groupBy) : null));
  // Pairs have no place among the values of one dimension.
  const colours = assignColours(
    groupBy.length === 1 ? known : [],
    names.filter((name) => name !== null),
  );
  return bands.map(({ band }, index) => colours.get(names[index] ?? "") ?? nameless(band));
}

function isStated(band: Band, groupBy: readonly Dimension[]): boolean {
  return band.kind === "group" && (groupBy.length !== 1 || groupBy.every((dimension) => band.key[dimension] !== null));
}
