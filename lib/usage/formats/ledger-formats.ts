const LEDGER_FORMATS: readonly string[] = [
  ...["openai-usage-csv", "openai-usage-api", "openai-activity-csv", "openai-activity-json"],
  ...["anthropic-console-tokens", "anthropic-usage-report"],
  ...["openrouter-activity-csv", "openrouter-activity", "vercel-ai-gateway-report"],
];

/**
 * Whether a format is one in which a provider (or a gateway) accounts for all usage of a period itself. The same usage may have come as single
 * requests too: then it must be counted once.
 */
export function isLedger(format: string | null): boolean {
  return format !== null && LEDGER_FORMATS.includes(format);
}
