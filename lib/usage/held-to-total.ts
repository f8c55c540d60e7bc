import type { UsageProblem } from "./validate";

/**
 * Tokens that a stated total is true of: input and output together, or these with reasoning beside the output, as some
 * vendors report it. A problem with `field` where it is neither; no total, or one of 0, says nothing.
 */
export function heldToTotal<Tokens extends { input: number; output: number; reasoning: number }>(
  field: string,
  total: number | null,
  tokens: Tokens,
): Tokens | UsageProblem {
  const { input, output, reasoning } = tokens;
  if (reasoning > 0 && total === input + output + reasoning) return { ...tokens, output: output + reasoning };
  if (!total || total === input + output) return tokens;
  const message = `${field} (${total}) is not input and output together (${input + output})`;
  return { field, code: "part_exceeds_whole", message };
}
