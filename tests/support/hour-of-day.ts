const hours = new Map<string, number>();

/** The hour of the day (0 to 23) in a zone at an instant (milliseconds), by what the system knows of zones. */
export function hourOfDay(at: number, timeZone: string): number {
  const key = `${Math.floor(at / 900_000)} ${timeZone}`;
  let hour = hours.get(key);
  if (hour === undefined) {
    hour = Number(new Date(at).toLocaleString("en-GB", { hour: "2-digit", timeZone }));
    hours.set(key, hour);
  }
  return hour;
}
