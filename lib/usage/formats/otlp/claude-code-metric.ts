import { completeRecord, tokenCounts, UNSTATED } from "../../complete-record";
import type { Uncertainty } from "../../usage-record";
import { readCount } from "../../validate";
import type { JsonObject, ReadContext, Reading } from "../format";
import { Attributes } from "./attributes";
import { labelsOf } from "./call-labels";
import { type Counter, countersOf, periodOf, rejectedPoint, type TokenTypes } from "./metric-counters";

/** The counter of tokens that Claude Code keeps, by model, session, person and type of token. */
export const CLAUDE_CODE_TOKENS = "claude_code.token.usage";

const TYPES = ["input", "cacheRead", "cacheCreation", "output"] as const;
type TokenType = (typeof TYPES)[number];

const TOKENS: TokenTypes<TokenType> = {
  attribute: "type",
  types: new Map(TYPES.map((type) => [type, type])),
};

/** Reads Claude Code's counter: an aggregate of each model and session. Its input leaves out the cache. */
export function readClaudeCodeMetric(sum: JsonObject, resource: unknown, context: ReadContext): Reading[] {
  return countersOf(CLAUDE_CODE_TOKENS, sum, resource, TOKENS).map((counter) =>
    readCounter(counter, new Attributes(resource), context),
  );
}

function readCounter({ id, points, first }: Counter<TokenType>, resource: Attributes, context: ReadContext): Reading {
  const attributes = new Attributes(first.attributes);
  const period = periodOf(CLAUDE_CODE_TOKENS, first);
  if ("code" in period) return period;
  const model = attributes.name("model");
  if (model === null) return rejectedPoint(CLAUDE_CODE_TOKENS, first, "model", "missing", "no model is stated");
  const counts: Record<TokenType, number> = { input: 0, cacheRead: 0, cacheCreation: 0, output: 0 };
  for (const type of TYPES) {
    const point = points[type];
    const count = readCount("asDouble", point?.asInt ?? point?.asDouble ?? 0);
    if (typeof count === "object")
      return rejectedPoint(CLAUDE_CODE_TOKENS, first, count.field, count.code, count.message);
    counts[type] = count;
  }
  const { input, cacheRead, cacheCreation: cacheWrite, output } = counts;
  const uncertainties: Uncertainty[] = cacheWrite > 0 ? ["cache_write_ttl_unknown"] : [];
  return completeRecord(
    {
      ...UNSTATED,
      ...labelsOf({ attributes, resource }),
      ...period,
      id,
      provider: /^claude/i.test(model) ? "anthropic" : null,
      model,
      serviceTier: attributes.name("speed") === "fast" ? "fast" : null,
      endpoint: "messages",
      user: attributes.name("user.email", "user.account_uuid", "user.id"),
      requests: null,
      tokens: tokenCounts({ input: input + cacheRead + cacheWrite, cacheRead, cacheWrite, output }),
      uncertainties,
    },
    context,
  );
}
