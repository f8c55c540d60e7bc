import type { Filters } from "../dimensions";
import type { Totals } from "../measures";
import type { Period } from "../period";
import type { ForecastOutcome } from "./forecast";

/** Calendar periods that spend is forecast to the end of. */
export const FORECAST_UNITS = ["day", "week", "month"] as const;
export type ForecastUnit = (typeof FORECAST_UNITS)[number];

/** What some usage cost in the current day, week or month so far, and where that is heading. */
export interface Heading {
  soFar: Totals;
  /** By day, from the start of the period to the last day of which something is known. */
  days: { start: Date; end: Date; totals: Totals }[];
  outcome: ForecastOutcome;
  /** Up to when usage has come in; null without any. */
  knownUntil: Date | null;
}

/** The same with the period, and the one before. */
export interface PeriodForecast extends Heading {
  period: Period;
  timeZone: string;
  previous: {
    period: Period;
    totals: Totals;
    days: { start: Date; end: Date; totals: Totals }[];
    /** As much of it as is known of the current one. */
    sameSpan: { period: Period; totals: Totals };
  };
}

/** What is forecast. */
export interface ForecastScope {
  unit: ForecastUnit;
  filters: Filters;
  not?: Filters;
  timeZone: string;
}
