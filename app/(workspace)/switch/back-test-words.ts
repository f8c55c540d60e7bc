import { femtoUsd, formatUsd, parseUsd } from "@/lib/pricing/money";
import { formatCount, formatShare } from "@/lib/spend/format-count";
import { formatDate } from "@/lib/spend/format-time";
import type { BackTestJson } from "@/lib/switch/back-test/back-test-to-json";
import { signedUsd } from "./answer-sentence";

type Cause = BackTestJson["parts"][number]["cause"];

const CAUSES: Readonly<Record<Cause, string>> = {
  volume: "Requests",
  input: "Input per request",
  cache: "Cache hit rate",
  output: "Output per request but for reasoning",
  reasoning: "Reasoning per request",
  prices: "Prices and fees",
};

/** What a cause is called. */
export function causeName(cause: Cause): string {
  return CAUSES[cause];
}

/** A driver's value for people: requests, tokens per request, or a share. */
export function driverText(cause: Cause, value: number | null): string {
  if (value === null) return "–";
  return cause === "cache" ? formatShare(value) : formatCount(Math.round(value));
}

/** Less than this, in femto-USD, is a rest of rounding. */
const LEAST = 1_000_000n;

/** A part of the difference; a rest of rounding is nothing. */
export function partText(cost: string): string {
  const amount = parseUsd(cost);
  return amount > -LEAST && amount < LEAST ? formatUsd(femtoUsd(0n)) : signedUsd(cost);
}

/** What came of it, in a sentence, and what explains the miss. */
export function backTestSentence(
  { at, proposed, predicted, actual, explains, parts }: BackTestJson,
  timeZone: string,
): string {
  const since = `Since ${formatDate(new Date(at), timeZone)}${proposed ? " (found in the traffic)" : ""}`;
  if (actual.requests === 0) return `${since} nothing has run on the targets.`;
  const [was, is] = [parseUsd(predicted.costAtActualVolume), parseUsd(actual.cost)];
  const figures = `${formatUsd(is)} was spent, against ${formatUsd(was)} predicted for as many requests`;
  if (explains === null) return `${since} ${figures}.`;
  const part = parts.find(({ cause }) => cause === explains)?.cost ?? "0";
  const more = parseUsd(part) > 0n ? "more" : "less";
  const size = formatUsd(parseUsd(part.replace("-", "")));
  return `${since} ${figures}. Most of the miss: ${CAUSES[explains].toLowerCase()}, ${size} ${more}.`;
}

/** What of the actual traffic is in no cost; null where all of it has a price. */
export function unpricedSentence({ actual: { unpricedRequests: count } }: Pick<BackTestJson, "actual">): string | null {
  if (count === 0) return null;
  const requests = count === 1 ? "1 request" : `${formatCount(Math.round(count))} requests`;
  return `${requests} on the targets ${count === 1 ? "has" : "have"} no price: what was spent is a lower bound.`;
}
