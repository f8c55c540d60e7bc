import { counted, formatCount } from "@/lib/spend/format-count";
import type { SwitchAnswerJson } from "@/lib/switch/answer-to-json";
import type { FitCheckJson } from "@/lib/switch/fit-to-json";
import { headroomText } from "./headroom-text";

/** Whether everything fits, in words that end a sentence: "fits except 112 requests with prompts over 272,000 tokens". */
export function fitSentence(answer: Pick<SwitchAnswerJson, "fit" | "moves" | "headroom" | "rateLimits">): string {
  const { fit, moves } = answer;
  const checks = moves.flatMap((move) => move.fit.checks);
  if (fit === "fits") return "fits";
  const [worst, ...others] = checks
    .filter(({ state }) => state === fit)
    .sort((a, b) => amountOf(b, fit) - amountOf(a, fit));
  if (fit === "unknown")
    return worst ? `whether ${unknownText(worst)} fit is not known` : "whether it fits is not known";
  if (!worst) return "does not fit";
  const misfits = misfitText(worst);
  if (misfits === null) return `does not fit: ${headroomText(answer) ?? "rate limits are exceeded"}`;
  const more =
    others.length === 0 ? "" : `, and ${others.length === 1 ? "another check" : `${others.length} other checks`}`;
  return `fits except ${misfits}${more}`;
}

/** Requests that do not fit: "112 requests do not fit". */
export function misfitsText(requests: bigint | number): string {
  return `${counted(requests, "request")} ${BigInt(requests) === 1n ? "does" : "do"} not fit`;
}

function amountOf({ requests, records }: FitCheckJson, state: "doesNotFit" | "unknown"): number {
  return Math.max(requests[state], records[state]);
}

/** Requests that a check proves not to fit; null for rate limits, which are of minutes. */
function misfitText(check: FitCheckJson): string | null {
  const { requests, limit, of } = check;
  const some = counted(requests.doesNotFit, "request");
  const tokens = typeof limit.value === "number" ? `${formatCount(limit.value)} tokens` : "the limit";
  const what = of?.replaceAll("_", " ");
  switch (check.check) {
    case "input":
      return `${some} with prompts over ${tokens}`;
    case "context":
      return `${some} over ${tokens}`;
    case "output":
      return `${some} with output over ${tokens}`;
    case "outputAtLever":
      return `${some} whose output would outgrow ${tokens}`;
    case "endpoint":
      return `${some} to the endpoint ${what}`;
    case "feature":
      return `${some} that need ${what}`;
    case "serviceTier":
      return `${some} in the service tier ${what}`;
    case "requestWithinTokensPerMinute":
      return `${some} larger than a minute's ${tokens}`;
    case "tokensPerMinute":
    case "requestsPerMinute":
      return null;
  }
}

function unknownText({ requests, records }: FitCheckJson): string {
  if (requests.unknown > 0) return counted(requests.unknown, "request");
  return records.unknown > 0 ? counted(records.unknown, "aggregate") : "its rates";
}
