import type { OutdatedJson } from "@/lib/switch/scenarios/scenario";

/** What has changed since a run: "prices and data changed"; null where nothing has. */
export function outdatedText({ prices, data, period }: OutdatedJson): string | null {
  const changed = [prices && "prices", data && "data", period && "dates"].filter((one) => one !== false);
  if (changed.length === 0) return null;
  return `${changed.length < 3 ? changed.join(" and ") : "prices, data and dates"} changed`;
}
