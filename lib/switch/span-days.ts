import { firstAt } from "./traffic/row-range";

/** For each span the start of the reporting day (milliseconds, one of `days`) it lies in; `spans` are microseconds. */
export function spanDays(spans: Float64Array, days: readonly number[]): (span: number) => number {
  const known = new Map<number, number>();
  return (span) => {
    let day = known.get(span);
    if (day === undefined) {
      const at = (spans[span] as number) / 1000;
      day = days[Math.max(0, firstAt(days, at + 0.001) - 1)] as number;
      known.set(span, day);
    }
    return day;
  };
}
