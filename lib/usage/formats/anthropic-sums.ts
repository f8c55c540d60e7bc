import { completeRecord, tokenCounts, UNSTATED } from "../complete-record";
import type { Instant } from "../instant";
import { type ReadContext, type Reading, reject } from "./format";
import type { NamedFields } from "./named-fields";
import { promptSizesOf } from "./prompt-sizes";

/** What Anthropic writes where there is nothing to say. */
export const NOTHING: ReadonlySet<string> = new Set(["not_available", "--"]);

/** Names of the fields of a sum of messages, which the console and the Admin API name differently. */
export interface SumNames {
  uncached: string;
  cacheRead: string;
  written5m: string;
  written1h: string;
  /** Written to the cache, for a time that is not told. */
  written: string;
  output: string;
  searches: string;
  model: readonly string[];
  tier: string;
  project: string;
  apiKey: string;
}

/**
 * Reads a sum of messages over [start, end). Input is stated without the cache; how many requests there were is not
 * stated. Sums are told apart by the size of their prompts ("≤ 200k").
 */
export function readAnthropicSum(
  fields: NamedFields,
  names: SumNames,
  start: Instant,
  end: Instant,
  context: ReadContext,
): Reading {
  const tokens = readTokens(fields, names);
  const searches = fields.count(names.searches);
  const missing = [names.uncached, names.output].find((name) => fields.text(name) === "");
  if (fields.rejected) return fields.rejected;
  // A row may be of searches alone.
  if (missing !== undefined && searches === 0) return reject(missing, "missing", `${missing} is missing`);
  const prompts = fields.text("context_window");
  const promptSizes = promptSizesOf(prompts);
  return completeRecord(
    {
      ...UNSTATED,
      timestamp: start,
      endTimestamp: end,
      provider: "anthropic",
      model: fields.name(...names.model) ?? "",
      serviceTier: anthropicTier(fields, names.tier),
      region: fields.name("inference_geo"),
      endpoint: "messages",
      project: fields.name(names.project),
      apiKey: fields.name(names.apiKey),
      user: fields.name("account_id", "service_account_id"),
      tags: prompts === "" ? {} : { context_window: prompts },
      requests: null,
      tokens,
      ...(promptSizes && { promptSizes }),
      calls: searches > 0 ? { webSearch: searches } : {},
      uncertainties: fields.count(names.written) > 0 ? ["cache_write_ttl_unknown"] : [],
    },
    context,
  );
}

/** Fast answers have a price of their own, like a tier. */
export function anthropicTier(fields: NamedFields, name: string): string | null {
  return fields.text("speed") === "fast" ? "fast" : fields.name(name);
}

function readTokens(fields: NamedFields, names: SumNames) {
  const cacheRead = fields.count(names.cacheRead);
  const byTtl = { "5m": fields.count(names.written5m), "1h": fields.count(names.written1h) };
  const cacheWrite = byTtl["5m"] + byTtl["1h"] + fields.count(names.written);
  return tokenCounts({
    input: fields.count(names.uncached) + cacheRead + cacheWrite,
    cacheRead,
    cacheWrite,
    cacheWriteByTtl: Object.fromEntries(Object.entries(byTtl).filter(([, count]) => count > 0)),
    output: fields.count(names.output),
  });
}
