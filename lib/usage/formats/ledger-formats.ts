/** The formats in which usage is accounted for, and what kind of account each is: of one kind, the rows are the same. */
const FAMILIES: ReadonlyMap<string, string> = new Map([
  ["openai-usage-csv", "openai-usage"],
  ["openai-usage-api", "openai-usage"],
  ["openai-activity-csv", "openai-activity"],
  ["openai-activity-json", "openai-activity"],
  ["anthropic-console-tokens", "anthropic-console"],
  ["anthropic-usage-report", "anthropic-usage-report"],
  ["openrouter-activity-csv", "openrouter-activity"],
  ["openrouter-activity", "openrouter-activity"],
  ["vercel-ai-gateway-report", "vercel-ai-gateway-report"],
]);

/**
 * Whether a format is one in which a provider (or a gateway) accounts for all usage of a period itself. The same usage may have come as single
 * requests too: then it must be counted once.
 */
export function isLedger(format: string | null): boolean {
  return ledgerFamily(format) !== null;
}

/** The kind of account a format is; null for one that accounts for nothing. */
export function ledgerFamily(format: string | null): string | null {
  return (format !== null && FAMILIES.get(format)) || null;
}
