/** Spend of one whole day, in dollars; days follow each other without gaps, and `weekday` goes from 0 to 6. */
export interface DaySpend {
  weekday: number;
  usd: number;
}

/** What a day is expected to cost, `ahead` whole days after the last one known (1: the next). */
export type DailyModel = (day: { weekday: number; ahead: number }) => number;

/** Weekdays are told apart from so many days of history on. */
const DAYS_FOR_WEEKDAYS = 14;
/** The level of spend is that of so many days, the last ones. */
const DAYS_FOR_LEVEL = 14;
/** Growth is looked for in so many days. */
const DAYS_FOR_GROWTH = 56;
/** Growth is taken to fade: by so much from one day to the next. */
const FADING = 0.97;

/** A history with its level and how weekdays differ, which all models begin with. */
export interface Levelled {
  history: readonly DaySpend[];
  /** By weekday, as factors on the mean day. */
  pattern: readonly number[];
  level: number;
}

/** A way to continue a history. */
export type Fit = (levelled: Levelled) => DailyModel;

/** Ways to continue a history, the simpler first. */
export const DAILY_MODELS: readonly Fit[] = [levelModel, growthModel];

/** Every day as the last two weeks were, weekday by weekday. */
function levelModel({ pattern, level }: Levelled): DailyModel {
  return ({ weekday }) => level * (pattern[weekday] ?? 1);
}

/** The same, growing (or shrinking) as the last eight weeks did, ever more slowly. */
function growthModel({ history, pattern, level }: Levelled): DailyModel {
  const perDay = growthPerDay(history.slice(-DAYS_FOR_GROWTH), pattern);
  // The level is that of the middle of the days it was taken from.
  const behind = (Math.min(DAYS_FOR_LEVEL, history.length) - 1) / 2;
  return ({ weekday, ahead }) => {
    const faded = (FADING * (1 - FADING ** ahead)) / (1 - FADING);
    return Math.max(0, level + perDay * (behind + faded)) * (pattern[weekday] ?? 1);
  };
}

/** What models begin with: worked out once for all that are tried on the same history. */
export function levelled(history: readonly DaySpend[]): Levelled {
  const pattern = weekdayPattern(history);
  const known = history.slice(-DAYS_FOR_LEVEL).flatMap((day) => withoutPattern(day, pattern) ?? []);
  return { history, pattern, level: trimmedMean(known) };
}

/**
 * How weekdays differ from the mean day: the median, over the weeks, of each day's share of the seven days around it.
 * All alike while the history is short.
 */
function weekdayPattern(history: readonly DaySpend[]): number[] {
  const alike = Array.from({ length: 7 }, () => 1);
  if (history.length < DAYS_FOR_WEEKDAYS) return alike;
  const shares: number[][] = alike.map(() => []);
  for (let at = 0; at < history.length; at += 1) {
    const first = Math.min(Math.max(0, at - 3), history.length - 7);
    const week = history.slice(first, first + 7).reduce((sum, { usd }) => sum + usd, 0);
    const day = history[at];
    if (day && week > 0) shares[day.weekday]?.push((day.usd * 7) / week);
  }
  const medians = shares.map((list) => (list.length === 0 ? 1 : quantile(list, 0.5)));
  const mean = medians.reduce((sum, one) => sum + one, 0) / 7;
  return mean > 0 ? medians.map((one) => one / mean) : alike;
}

/** A day as it would have been on a mean weekday; undefined on one that never costs anything, which says nothing. */
function withoutPattern({ weekday, usd }: DaySpend, pattern: readonly number[]): number | undefined {
  const factor = pattern[weekday] ?? 1;
  return factor > 0.02 ? usd / factor : undefined;
}

/** The median of the slopes between days whole weeks apart (after Theil and Sen), in dollars a day. */
function growthPerDay(days: readonly DaySpend[], pattern: readonly number[]): number {
  const levels = days.map((day) => withoutPattern(day, pattern));
  const slopes: number[] = [];
  for (let from = 0; from < levels.length; from += 1) {
    for (let to = from + 7; to < levels.length; to += 7) {
      const [a, b] = [levels[from], levels[to]];
      if (a !== undefined && b !== undefined) slopes.push((b - a) / (to - from));
    }
  }
  return slopes.length === 0 ? 0 : quantile(slopes, 0.5);
}

/** The mean without the highest and the lowest tenth, so that one odd day does not carry a month. */
function trimmedMean(values: readonly number[]): number {
  if (values.length === 0) return 0;
  const cut = Math.floor(values.length / 10);
  const kept = [...values].sort((a, b) => a - b).slice(cut, values.length - cut);
  return kept.reduce((sum, one) => sum + one, 0) / kept.length;
}

/** The value below which a share of the values lies, between neighbours in proportion. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = new Float64Array(values).sort();
  const at = share * (sorted.length - 1);
  const [low, high] = [sorted[Math.floor(at)] ?? 0, sorted[Math.ceil(at)] ?? 0];
  return low + (high - low) * (at - Math.floor(at));
}
