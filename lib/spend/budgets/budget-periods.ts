import { dateIn, later, nextBucket, type Period, parseBound, startOfBucket } from "../period";
import type { Budget, BudgetUnit } from "./budget";

/** A period of a budget; `key` is the date of its first day in the zone. */
export interface BudgetPeriod extends Period {
  key: string;
}

/** What was used in a period may come in so long after its end, and is told of even then. */
const LATE_MS = 3 * 86_400_000;

/** The day, week or month of a zone that an instant lies in. */
export function periodAt(at: Date, unit: BudgetUnit, timeZone: string): BudgetPeriod {
  const from = startOfBucket(at, unit, timeZone);
  return { from, to: nextBucket(from, unit, timeZone), key: dateIn(from, timeZone) };
}

/** The period a budget is in, or null while its first one has not begun. */
export function currentPeriod(budget: Budget, now: Date, timeZone: string): BudgetPeriod | null {
  const current = periodAt(now, budget.unit, timeZone);
  return isInForce(budget, current, timeZone) ? current : null;
}

/** Whether a budget is for a period of its unit: its first one, or one after it. */
export function isInForce(budget: Budget, { to }: BudgetPeriod, timeZone: string): boolean {
  return startOf(budget, timeZone) < to;
}

/** A budget that was changed to other usage starts with the change, wherever it was stated to start before. */
function startOf({ startsOn, createdAt, changedAt }: Budget, timeZone: string): Date {
  const stated = startsOn === null ? createdAt : (parseBound(startsOn, timeZone) ?? createdAt);
  return changedAt ? later(stated, changedAt) : stated;
}

/** The `most` periods before the current one, the newest first, whether the budget was in force then or not. */
export function pastPeriods({ unit }: Budget, now: Date, timeZone: string, most: number): BudgetPeriod[] {
  const past: BudgetPeriod[] = [];
  let { from } = periodAt(now, unit, timeZone);
  while (past.length < most) {
    const before = periodAt(new Date(from.getTime() - 1), unit, timeZone);
    past.push(before);
    ({ from } = before);
  }
  return past;
}

/** The period that an instant lies in and the one before it. */
export interface RecentPeriods {
  current: BudgetPeriod;
  before: BudgetPeriod;
}

/** The recent periods of each unit, which all budgets of a zone share. */
export function recentPeriods(now: Date, timeZone: string): Readonly<Record<BudgetUnit, RecentPeriods>> {
  const recent = (unit: BudgetUnit): RecentPeriods => {
    const current = periodAt(now, unit, timeZone);
    return { current, before: periodAt(new Date(current.from.getTime() - 1), unit, timeZone) };
  };
  return { day: recent("day"), week: recent("week"), month: recent("month") };
}

/**
 * The periods in which thresholds can fire now, of the recent ones of the budget's unit: the current one, and the one
 * before while its usage may still come in.
 */
export function watchedPeriods(
  budget: Budget,
  { current, before }: RecentPeriods,
  now: Date,
  timeZone: string,
): BudgetPeriod[] {
  const { to } = before;
  const isLate = to > (budget.changedAt ?? budget.createdAt) && now.getTime() - to.getTime() < LATE_MS;
  return [current, ...(isLate ? [before] : [])].filter((period) => isInForce(budget, period, timeZone));
}
