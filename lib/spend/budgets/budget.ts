import type { FemtoUsd } from "@/lib/pricing/money";
import { type Filters, isNamedDimension, type NamedDimension } from "../dimensions";
import { FORECAST_UNITS, type ForecastUnit } from "../forecast/period-forecast";

/** What a budget can be limited to: dimensions whose sums by day are kept, so that looking at it costs little. */
export const BUDGET_DIMENSIONS = ["project", "model", "apiKey", "user", "provider"] as const satisfies NamedDimension[];
export type BudgetDimension = (typeof BUDGET_DIMENSIONS)[number];

/** Calendar periods of the organisation's zone that a budget can be for. */
export const BUDGET_UNITS = FORECAST_UNITS;
export type BudgetUnit = ForecastUnit;

/** The usage a budget is for. */
export interface BudgetScope {
  dimension: BudgetDimension;
  value: string;
}

/** What some usage may cost in each day, week or month. */
export interface Budget {
  id: string;
  name: string;
  /** Null: everything the organisation uses. */
  scope: BudgetScope | null;
  unit: BudgetUnit;
  /** More than nothing. */
  amount: FemtoUsd;
  /** Percent of the amount at which people are told, ascending and different. */
  thresholds: readonly number[];
  /** A date (YYYY-MM-DD) of the zone: the first period is the one it lies in. Null: the one of `createdAt`. */
  startsOn: string | null;
  createdAt: Date;
  /** When it last became a budget of other usage or another unit, which it is from that period on; null: never. */
  changedAt: Date | null;
}

/** The usage of a budget, as questions about spend have it. */
export function filtersOf(scope: BudgetScope | null): Filters {
  return scope === null ? {} : { [scope.dimension]: [scope.value] };
}

/** One text for what a budget counts, the same for all budgets of the same usage and unit. */
export function usageOf({ unit, scope }: Pick<Budget, "unit" | "scope">): string {
  return [unit, ...(scope ? [scope.dimension, scope.value] : [])].join(" ");
}

/** Thresholds in order, each once. */
export function orderedThresholds(percents: readonly number[]): number[] {
  return [...new Set(percents)].sort((a, b) => a - b);
}

/** The thresholds that spend has reached; compared exactly. */
export function reachedThresholds(
  spent: FemtoUsd,
  { amount, thresholds }: Pick<Budget, "amount" | "thresholds">,
): number[] {
  return thresholds.filter((percent) => spent * 100n >= amount * BigInt(percent));
}

/** Spend as a share of an amount: above 1 when it is more. */
export function shareOf(spent: FemtoUsd, amount: FemtoUsd): number {
  return Number((spent * 1_000_000n) / amount) / 1_000_000;
}

/** A scope as it is stored; null for everything, and for what this version does not know. */
export function scopeFrom(dimension: string | null, value: string | null): BudgetScope | null {
  if (dimension === null || value === null || !isNamedDimension(dimension)) return null;
  const known = BUDGET_DIMENSIONS.find((one) => one === dimension);
  return known ? { dimension: known, value } : null;
}
