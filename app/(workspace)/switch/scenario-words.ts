import type { OutdatedJson } from "@/lib/switch/scenarios/scenario";

/** What has changed since a run: "prices, data and rate limits changed"; null where nothing has. */
export function outdatedText({ prices, data, period, limits }: OutdatedJson): string | null {
  const changed = [prices && "prices", data && "data", period && "dates", limits && "rate limits"].filter(
    (one) => one !== false,
  );
  const last = changed.at(-1);
  if (last === undefined) return null;
  const others = changed.slice(0, -1);
  return `${others.length === 0 ? last : `${others.join(", ")} and ${last}`} changed`;
}
