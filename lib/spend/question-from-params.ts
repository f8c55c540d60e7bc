import { type Dimension, type Filters, isDimension } from "./dimensions";
import { bucketsOf, GRANULARITIES, type Granularity, isTimeZone, type Period, parseBound, startOfDay } from "./period";
import type { Comparison, SpendQuestion } from "./spend-question";

/** A parameter of a question is wrong; the message names it and says what is possible. */
export class InvalidParameter extends Error {
  constructor(
    readonly parameter: string,
    message: string,
  ) {
    super(`${parameter}: ${message}`);
    this.name = "InvalidParameter";
  }
}

const MOST_BUCKETS = 5_000;
const MOST_FILTER_VALUES = 200;
const LONGEST_PERIOD_MS = 20 * 366 * 86_400_000;
const DEFAULT_DAYS = 30;

/** What a question is read against. */
export interface QuestionContext {
  /** The organisation's zone, used unless `tz` says otherwise. */
  timeZone: string;
  now: Date;
}

/**
 * Reads a question about spend from URL parameters: `from`, `to`, `tz`, `granularity`, `groupBy`, `filter.<dimension>`
 * (an empty value stands for "not stated"), `not.<dimension>` (values that are left out), and a period to compare
 * with: `compare=previous`, or `beforeFrom` and `beforeTo`. Without `from` and `to`: the last 30 days.
 * @throws InvalidParameter
 */
export function questionFromParams(params: URLSearchParams, context: QuestionContext): SpendQuestion {
  const timeZone = readTimeZone(params, context.timeZone);
  const period = readPeriod(params, timeZone, context.now);
  const granularity = readGranularity(params);
  if (bucketsFitting(period, granularity) > MOST_BUCKETS) {
    throw new InvalidParameter(
      "granularity",
      `"${granularity}" cuts this period into more than ${MOST_BUCKETS} parts.`,
    );
  }
  return {
    ...period,
    timeZone,
    granularity,
    groupBy: readGroupBy(params),
    filters: readFilters(params),
    not: readExcluded(params),
    compare: readCompare(params, timeZone),
  };
}

/** Reads `tz`. @throws InvalidParameter */
export function readTimeZone(params: URLSearchParams, otherwise: string): string {
  const zone = params.get("tz");
  if (zone === null || zone === "") return otherwise;
  if (!isTimeZone(zone)) throw new InvalidParameter("tz", `"${zone}" is not a time zone such as Europe/Berlin.`);
  return zone;
}

/** Reads `from` and `to`; without them the last 30 days, today included. @throws InvalidParameter */
export function readPeriod(params: URLSearchParams, timeZone: string, now: Date): Period {
  const to = readBound(params, "to", timeZone) ?? startOfDay(now, timeZone, 1);
  const from = readBound(params, "from", timeZone) ?? startOfDay(to, timeZone, -DEFAULT_DAYS);
  return possible({ from, to }, ["from", "to"]);
}

/** Reads `beforeFrom` and `beforeTo`, the period to compare with; null without them. @throws InvalidParameter */
export function readComparedPeriod(params: URLSearchParams, timeZone: string): Period | null {
  const [from, to] = [readBound(params, "beforeFrom", timeZone), readBound(params, "beforeTo", timeZone)];
  if (!from && !to) return null;
  if (!from || !to) throw new InvalidParameter(from ? "beforeTo" : "beforeFrom", "is missing: both belong together.");
  return possible({ from, to }, ["beforeFrom", "beforeTo"]);
}

function possible({ from, to }: Period, names: readonly [from: string, to: string]): Period {
  if (from >= to) throw new InvalidParameter(names[1], `must be after ${names[0]}.`);
  if (to.getTime() - from.getTime() > LONGEST_PERIOD_MS)
    throw new InvalidParameter(names[0], `must be at most 20 years before ${names[1]}.`);
  return { from, to };
}

function readBound(params: URLSearchParams, name: string, timeZone: string): Date | null {
  const text = params.get(name);
  if (text === null || text === "") return null;
  const bound = parseBound(text, timeZone);
  if (!bound)
    throw new InvalidParameter(name, `"${text}" is neither a date (2026-11-01) nor an instant (2026-11-01T09:00:00Z).`);
  return bound;
}

function readGranularity(params: URLSearchParams): Granularity {
  const text = params.get("granularity") ?? "day";
  const found = GRANULARITIES.find((one) => one === text);
  if (!found) throw new InvalidParameter("granularity", `must be one of ${GRANULARITIES.join(", ")}.`);
  return found;
}

function bucketsFitting(period: Period, granularity: Granularity): number {
  if (granularity === "none") return 1;
  const shortest = granularity === "hour" ? 3_600_000 : 82_800_000;
  const atMost = (period.to.getTime() - period.from.getTime()) / shortest;
  return atMost <= MOST_BUCKETS ? atMost : bucketsOf(period, granularity, "UTC").length;
}

function readGroupBy(params: URLSearchParams): Dimension[] {
  const names = params
    .getAll("groupBy")
    .flatMap((text) => text.split(","))
    .map((name) => name.trim())
    .filter(Boolean);
  return [...new Set(names)].map((name) => {
    if (!isDimension(name)) throw new InvalidParameter("groupBy", `"${name}" is not a dimension.`);
    return name;
  });
}

/** Reads `filter.<dimension>`. @throws InvalidParameter */
export function readFilters(params: URLSearchParams): Filters {
  return readValues(params, "filter.");
}

/** Reads `not.<dimension>`: values that are left out. @throws InvalidParameter */
export function readExcluded(params: URLSearchParams): Filters {
  return readValues(params, "not.");
}

function readValues(params: URLSearchParams, prefix: "filter." | "not."): Filters {
  const filters: Partial<Record<Dimension, (string | null)[]>> = {};
  for (const [name, value] of params) {
    if (!name.startsWith(prefix)) continue;
    const dimension = name.slice(prefix.length);
    if (!isDimension(dimension)) throw new InvalidParameter(name, `"${dimension}" is not a dimension.`);
    if (value.includes("\0")) throw new InvalidParameter(name, "holds a NUL character.");
    filters[dimension] ??= [];
    filters[dimension].push(value === "" ? null : value);
    if (filters[dimension].length > MOST_FILTER_VALUES)
      throw new InvalidParameter(name, `at most ${MOST_FILTER_VALUES} values.`);
  }
  return filters;
}

function readCompare(params: URLSearchParams, timeZone: string): Comparison | null {
  const text = params.get("compare") || null;
  const own = readComparedPeriod(params, timeZone);
  if (text === "none") return null;
  if (text !== null && text !== "previous") throw new InvalidParameter("compare", 'must be "previous" or "none".');
  if (text && own) throw new InvalidParameter("compare", '"previous" and beforeFrom leave each other out.');
  return text ?? own;
}
