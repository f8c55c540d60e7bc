import { completeRecord, tokenCounts, UNSTATED } from "../complete-record";
import type { Instant } from "../instant";
import type { TokenCounts, Uncertainty } from "../usage-record";
import { type ReadContext, type Reading, reject } from "./format";
import type { NamedFields } from "./named-fields";

/** What OpenAI's usage pages and exports are about, by the names of its Usage API. */
export type OpenaiEndpoint =
  | "completions"
  | "embeddings"
  | "moderations"
  | "images"
  | "audio_speeches"
  | "audio_transcriptions"
  | "vector_stores"
  | "code_interpreter_sessions"
  | "file_searches"
  | "web_searches";

/** What an endpoint counts besides tokens: the kind of call, and the field with the count. */
const CALLS: Partial<Record<OpenaiEndpoint, readonly [string, ...string[]]>> = {
  images: ["images", "images"],
  audio_speeches: ["characters", "characters"],
  audio_transcriptions: ["audioSeconds", "seconds"],
  vector_stores: ["storedBytes", "usage_bytes"],
  code_interpreter_sessions: ["codeInterpreterSessions", "num_sessions", "sessions"],
  file_searches: ["fileSearch", "num_requests"],
  web_searches: ["webSearch", "num_requests"],
};

/** Which field counts the requests. Searches and sessions are requests of their own; stored bytes are none. */
const REQUESTS: Partial<Record<OpenaiEndpoint, readonly string[]>> = {
  vector_stores: [],
  code_interpreter_sessions: ["num_sessions", "sessions"],
  file_searches: ["num_requests"],
  web_searches: ["num_requests"],
};

/** Dimensions that only some endpoints have. */
const TAGS = ["source", "size", "vector_store_id", "context_level"];

/**
 * Reads one row of OpenAI's organisation usage, from the Usage API or an export: a sum over [start, end). `input_tokens` is
 * all input; the text, audio and image fields are its uncached parts. A field that was not grouped by says nothing.
 */
export function readOpenaiUsageRow(
  fields: NamedFields,
  endpoint: OpenaiEndpoint,
  start: Instant,
  end: Instant | null,
  context: ReadContext,
): Reading {
  const tokens = readTokens(fields);
  const calls = readCalls(fields, endpoint);
  const requests = fields.statedCount(...(REQUESTS[endpoint] ?? ["num_model_requests"]));
  const uncached = fields.statedCount("input_uncached_tokens");
  const wrong =
    fields.rejected ?? (requests === 0 ? null : missingTokens(fields, endpoint)) ?? wrongSum(uncached, tokens);
  if (wrong) return wrong;
  return completeRecord(
    {
      ...UNSTATED,
      timestamp: start,
      endTimestamp: end,
      provider: "openai",
      model: fields.text("model"),
      serviceTier: /^true$/i.test(fields.text("batch")) ? "batch" : fields.name("service_tier"),
      endpoint,
      project: fields.name("project_name", "project_id"),
      apiKey: fields.name("api_key_name", "api_key_id"),
      user: fields.name("user_email", "user_id"),
      tags: readTags(fields),
      requests,
      tokens,
      calls,
      uncertainties: endpoint === "completions" ? uncertaintiesOf(fields) : [],
    },
    context,
  );
}

function uncertaintiesOf(fields: NamedFields): Uncertainty[] {
  const uncertainties: Uncertainty[] = fields.has("input_cached_tokens") ? [] : ["cache_unknown"];
  // Null is "not grouped by": a sum over batches and every service tier.
  const isOverTiers = fields.has("batch") && fields.has("service_tier") && !fields.name("batch", "service_tier");
  return isOverTiers ? [...uncertainties, "service_tier_unknown"] : uncertainties;
}

function readTokens(fields: NamedFields): TokenCounts {
  const cachedAudio = fields.count("input_cached_audio_tokens");
  const cachedImage = fields.count("input_cached_image_tokens");
  return tokenCounts({
    input: fields.count("input_tokens"),
    cacheRead: fields.count("input_cached_tokens"),
    cacheWrite: fields.count("input_cache_write_tokens"),
    output: fields.count("output_tokens"),
    audioInput: fields.count("input_audio_tokens") + cachedAudio,
    imageInput: fields.count("input_image_tokens") + cachedImage,
    cacheReadAudio: cachedAudio,
    cacheReadImage: cachedImage,
    audioOutput: fields.count("output_audio_tokens"),
    imageOutput: fields.count("output_image_tokens"),
  });
}

function readCalls(fields: NamedFields, endpoint: OpenaiEndpoint): Readonly<Record<string, number>> {
  const [kind, ...names] = CALLS[endpoint] ?? [];
  const count = kind === undefined ? 0 : (fields.statedCount(...names) ?? 0);
  return kind !== undefined && count > 0 ? { [kind]: count } : {};
}

function readTags(fields: NamedFields): Readonly<Record<string, string>> {
  const tags: Record<string, string> = {};
  for (const name of TAGS) {
    const text = fields.text(name);
    if (text !== "") tags[name] = text;
  }
  return tags;
}

/** Tokens that an endpoint always states; where they are not there, they are not 0. */
const ALWAYS: Partial<Record<OpenaiEndpoint, readonly string[]>> = {
  completions: ["input_tokens", "output_tokens"],
  embeddings: ["input_tokens"],
  moderations: ["input_tokens"],
};

function missingTokens(fields: NamedFields, endpoint: OpenaiEndpoint): Reading | null {
  const missing = ALWAYS[endpoint]?.find((name) => fields.text(name) === "");
  return missing === undefined ? null : reject(missing, "missing", `${missing} is missing`);
}

function wrongSum(uncached: number | null, { input, cacheRead, cacheWrite }: TokenCounts): Reading | null {
  if (uncached === null || uncached + cacheRead + cacheWrite === input) return null;
  return reject(
    "input_tokens",
    "parts_do_not_add_up",
    `input_tokens (${input}) is not input_uncached_tokens + input_cached_tokens + cache writes (${uncached + cacheRead + cacheWrite})`,
  );
}
