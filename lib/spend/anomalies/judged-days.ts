import { dateIn, daysEarlier, type Period, startOfDay } from "../period";

/** A day to be judged, or the beginning of one, with the same part of the same weekday before, the newest first. */
export interface JudgedDay extends Period {
  /** Date of the day in the zone. */
  day: string;
  isWhole: boolean;
  before: Period[];
}

/** Weeks that make the pattern. */
const WEEKS = 8;
const QUARTER_HOUR = 900_000;
const HOUR = 3_600_000;
/** What is longer ago is not news. */
const NEWS_MS = 3 * 86_400_000;

/**
 * What can be judged when usage is known up to an instant: the day that lies in, as far as it is known (on the quarter
 * hour, and not its first hour), and the whole day before it.
 */
export function judgedDays(knownUntil: Date, now: Date, timeZone: string): JudgedDay[] {
  const start = startOfDay(knownUntil, timeZone);
  const until = new Date(Math.floor(knownUntil.getTime() / QUARTER_HOUR) * QUARTER_HOUR);
  const days = [
    { from: start, to: until, isWhole: false },
    { from: startOfDay(knownUntil, timeZone, -1), to: start, isWhole: true },
  ];
  return days
    .filter(({ from, to }) => to.getTime() - from.getTime() >= HOUR && now.getTime() - to.getTime() < NEWS_MS)
    .map((one) => ({ ...one, day: dateIn(one.from, timeZone), before: weeksBefore(one, timeZone) }));
}

function weeksBefore({ from, to }: Period, timeZone: string): Period[] {
  return Array.from({ length: WEEKS }, (_, index) => {
    const days = 7 * (index + 1);
    return { from: daysEarlier(from, timeZone, days), to: daysEarlier(to, timeZone, days) };
  });
}
