import { dateIn, nextBucket, type Period, parseBound, startOfBucket } from "../period";
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

/** The first period that a budget is for. */
export function firstPeriod({ startsOn, createdAt, unit }: Budget, timeZone: string): BudgetPeriod {
  const start = startsOn === null ? createdAt : (parseBound(startsOn, timeZone) ?? createdAt);
  return periodAt(start, unit, timeZone);
}

/** The period a budget is in, or null while its first one has not begun. */
export function currentPeriod(budget: Budget, now: Date, timeZone: string): BudgetPeriod | null {
  const current = periodAt(now, budget.unit, timeZone);
  return current.from < firstPeriod(budget, timeZone).from ? null : current;
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

/** The periods in which thresholds can fire now: the current one, and the one before while its usage may still come in. */
export function watchedPeriods(budget: Budget, now: Date, timeZone: string): BudgetPeriod[] {
  const current = currentPeriod(budget, now, timeZone);
  if (!current) return [];
  const first = firstPeriod(budget, timeZone);
  const late = pastPeriods(budget, now, timeZone, 1).filter(
    ({ from, to }) => from >= first.from && to > budget.createdAt && now.getTime() - to.getTime() < LATE_MS,
  );
  return [current, ...late];
}
