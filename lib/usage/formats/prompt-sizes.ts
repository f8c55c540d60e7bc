import type { PromptSizes } from "../usage-record";

const SIZE = "([0-9]{1,6})([km]?)";
const UP_TO = new RegExp(`^(?:≤|<=) ?${SIZE}$`, "i");
const ABOVE = new RegExp(`^> ?${SIZE}$`, "i");
const BETWEEN = new RegExp(`^${SIZE} ?[-–] ?${SIZE}$`, "i");

/** The sizes of prompts that a `context_window` stands for: "≤ 200k", "> 200k", "200k-1M"; null for anything else. */
export function promptSizesOf(text: string): PromptSizes | null {
  const between = BETWEEN.exec(text);
  if (between) return { above: tokensOf(between[1], between[2]), upTo: tokensOf(between[3], between[4]) };
  const upTo = UP_TO.exec(text);
  if (upTo) return { above: 0, upTo: tokensOf(upTo[1], upTo[2]) };
  const above = ABOVE.exec(text);
  return above && { above: tokensOf(above[1], above[2]), upTo: null };
}

function tokensOf(digits = "", unit = ""): number {
  return Number(digits) * { "": 1, k: 1000, m: 1_000_000 }[unit.toLowerCase() as "" | "k" | "m"];
}
