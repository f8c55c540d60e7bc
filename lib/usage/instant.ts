/** A point in time: whole microseconds since 1970-01-01T00:00:00Z (UTC), the resolution Postgres stores. */
export type Instant = number & { readonly __unit: "microseconds since 1970 UTC" };

/** Instant from epoch microseconds; the caller has checked that it is a safe integer. */
export function instantFromMicroseconds(microseconds: number): Instant {
  return microseconds as Instant;
}

/** Instant of a JavaScript Date (millisecond resolution). */
export function instantFromDate(date: Date): Instant {
  return (date.getTime() * 1000) as Instant;
}

/** The Date of an instant; microseconds are cut to milliseconds. */
export function dateFromInstant(instant: Instant): Date {
  return new Date(Math.floor(instant / 1000));
}
