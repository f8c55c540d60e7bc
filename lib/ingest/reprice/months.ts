import { dateIn, nextBucket, startOfBucket } from "@/lib/spend/period";
import { dateFromInstant, type Instant } from "@/lib/usage/instant";

/** Names the month (YYYY-MM) an instant falls in, in a zone; the month before is remembered, as records come by days. */
export function monthsOf(timeZone: string): (at: Instant) => string {
  let [from, to, name] = [0, 0, ""];
  return (at) => {
    if (at < from || at >= to) {
      const start = startOfBucket(dateFromInstant(at), "month", timeZone);
      from = start.getTime() * 1000;
      to = nextBucket(start, "month", timeZone).getTime() * 1000;
      name = dateIn(start, timeZone).slice(0, 7);
    }
    return name;
  };
}
