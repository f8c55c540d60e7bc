import { formatUsd, parseUsd } from "@/lib/pricing/money";
import { counted, formatCount } from "@/lib/spend/format-count";
import type { BestSplitJson, SplitChoiceJson } from "@/lib/switch/best-split/best-split-to-json";

/** The best prompt size to cut a move at, in a sentence. */
export function sizeSentence({ best, unlimited }: BestSplitJson["byPromptSize"]): string {
  if (!best) return "By prompt size: no threshold both saves and fits.";
  const { minInput, maxInput } = best.where;
  const part =
    maxInput !== undefined
      ? `prompts up to ${formatCount(maxInput)} tokens`
      : minInput !== undefined
        ? `prompts from ${formatCount(minInput)} tokens on`
        : "all of it";
  return `By prompt size: moving ${part} ${outcome(best)}.${beyond(best, unlimited)}`;
}

/** The best share of a move, in a sentence. */
export function shareSentence({ best, unlimited, room }: BestSplitJson["byShare"]): string {
  if (!best) {
    return room.share === 0
      ? "By share: the rate limits have no room for any."
      : "By share: none fits, since nobody knows which requests a share takes.";
  }
  const percent = Math.floor(best.share * 10_000) / 100;
  return `By share: moving ${best.share === 1 ? "all of it" : `${percent}%`} ${outcome(best)}.${beyond(best, unlimited)}`;
}

function outcome({ requests, estimatedDifference: { expected } }: SplitChoiceJson): string {
  const amount = parseUsd(expected);
  const words =
    amount > 0n ? `costs ${formatUsd(amount)} more` : `saves ${formatUsd(parseUsd(expected.replace("-", "")))}`;
  return `${words} in this period (${counted(BigInt(requests), "request")})`;
}

/** What limits stand in the way of. */
function beyond(best: SplitChoiceJson, unlimited: SplitChoiceJson | null): string {
  if (!unlimited) return "";
  const more = parseUsd(best.estimatedDifference.expected) - parseUsd(unlimited.estimatedDifference.expected);
  if (more <= 0n) return "";
  return ` Without limits another cut would save ${formatUsd(more as ReturnType<typeof parseUsd>)} more.`;
}
