import { counted, formatCount } from "@/lib/spend/format-count";
import type { FitCheckJson } from "@/lib/switch/fit-to-json";
import { misfitsText } from "./fit-sentence";

/** What a check found, in a line: the limit, the largest request, and how many do not pass or cannot be told. */
export function evidenceText({ check, limit, largest, requests, records, state }: FitCheckJson): string {
  const isOfMinutes = check === "tokensPerMinute" || check === "requestsPerMinute";
  const unit = check === "requestsPerMinute" ? "requests" : "tokens";
  const parts: string[] = [];
  if (typeof limit.value === "number") parts.push(`Limit ${formatCount(limit.value)} ${unit}`);
  else if (limit.value === null) parts.push("Nobody published this limit");
  if (isOfMinutes) {
    parts.push(
      state === "fits" ? "no minute is above it" : state === "doesNotFit" ? "some minutes are above it" : "see below",
    );
    return sentence(parts);
  }
  if (largest !== null) parts.push(`largest single request ${formatCount(largest)}`);
  if (requests.doesNotFit > 0) parts.push(misfitsText(requests.doesNotFit));
  if (state !== "fits" && requests.unknown > 0) parts.push(`${counted(requests.unknown, "request")} cannot be told`);
  if (state !== "fits" && requests.unknown === 0 && records.unknown > 0) {
    parts.push(`${counted(records.unknown, "aggregate")} cannot be told: single requests would tell`);
  }
  if (state === "fits")
    parts.push(requests.fits === 1 ? "the request fits" : `all ${formatCount(requests.fits)} requests fit`);
  return sentence(parts);
}

function sentence(parts: readonly string[]): string {
  const text = parts.join(" · ");
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
