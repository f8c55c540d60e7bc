import type { TokenCounts, Uncertainty } from "../../usage-record";
import type { UsageProblem } from "../../validate";
import { readLangfuseUsage } from "../langfuse-usage";
import { parsedObject } from "../parsed-object";
import { adkUsage } from "./adk-answer";
import type { Call } from "./call";
import { inputConvention, isAnthropicOrBedrock } from "./input-convention";
import {
  ADK_REASONING,
  LANGFUSE_USAGE,
  readTokenAttributes,
  type StatedTokens,
  statesCounts,
} from "./token-attributes";
import { tokenDetails } from "./token-details";

/** Tokens of a call in the normal form, what else Langfuse counted, and what its span leaves open. */
export interface CallTokens {
  tokens: TokenCounts;
  calls?: Readonly<Record<string, number>>;
  uncertainties: Uncertainty[];
}

/** Instrumentations that count the tokens of streams themselves, and do not say when they did. */
const ESTIMATING_SCOPES = new Set(["@traceloop/instrumentation-openai"]);

/** Errors with which a provider turns a request down: it was not answered, and nothing is billed. */
const REFUSED =
  /^[45]\d\d$|RateLimit|Authentication|PermissionDenied|NotFound|BadRequest|InvalidRequest|Unprocessable|InternalServer|ServiceUnavailable|Overloaded/i;

/** Reads the tokens of a call; what is wrong with an attribute is kept in those of its span. */
export function readCallTokens(call: Call): CallTokens | UsageProblem {
  const { attributes } = call.span;
  const langfuse = statesCounts(attributes) ? {} : parsedObject(attributes.name(LANGFUSE_USAGE));
  if (Object.keys(langfuse).length > 0) {
    const uncertainties: Uncertainty[] = [];
    const read = readLangfuseUsage(langfuse, uncertainties);
    return "code" in read ? read : { ...read, uncertainties };
  }
  const stated = withMetadata(call, readTokenAttributes(call.span.attributes));
  const missing = whatIsMissing(call, stated);
  if (missing === "usage_missing") return { tokens: stated.tokens, uncertainties: [missing] };
  const convention = inputConvention(call, stated);
  const tokens = normalTokens(call, stated, convention === "exclusive");
  const uncertainties: Uncertainty[] = missing ? [missing] : [];
  if (convention === "assumed") uncertainties.push("inclusive_assumed");
  if (stated.stated.has("input") && !stated.stated.has("cacheRead")) uncertainties.push("cache_unknown");
  if (isAnthropicOrBedrock(call) && tokens.cacheWrite > sumOf(tokens.cacheWriteByTtl))
    uncertainties.push("cache_write_ttl_unknown");
  if (tokens.cacheReadAudio + tokens.cacheReadImage > 0) uncertainties.push("modality_overlap");
  if (!call.isEmbedding && ESTIMATING_SCOPES.has(call.span.scope.name)) uncertainties.push("estimated");
  return { tokens, uncertainties };
}

function withMetadata({ metadata, span }: Call, read: StatedTokens): StatedTokens {
  const { tokens } = read;
  const stated = new Set(read.stated);
  const details = tokenDetails(span.attributes);
  const adk = adkUsage(span.attributes);
  const further = {
    ...details,
    cacheRead: details.cacheRead ?? metadata.cacheRead ?? adk.cacheRead,
    cacheWrite: details.cacheWrite ?? metadata.cacheWrite,
    reasoning: details.reasoning ?? adk.thoughts,
  };
  // In answers of the ADK thoughts are beside the output.
  if (!stated.has("reasoning") && details.reasoning === null) tokens.output += adk.thoughts ?? 0;
  for (const name of ["cacheRead", "cacheWrite", "reasoning", "audioInput", "audioOutput"] as const) {
    const count = further[name];
    if (stated.has(name) || count === null) continue;
    tokens[name] = count;
    stated.add(name);
  }
  return { ...read, stated };
}

/** Null where the usage is known. A model that was asked has read something: 0 stands for not knowing. */
function whatIsMissing({ span, isEmbedding }: Call, { tokens, stated }: StatedTokens): Uncertainty | null {
  if (tokens.input === 0 && tokens.output === 0) {
    const error = span.attributes.name("error.type", "http.response.status_code");
    return span.failed && (stated.has("input") || REFUSED.test(error ?? "")) ? null : "usage_missing";
  }
  if (tokens.input === 0 && tokens.cacheRead + tokens.cacheWrite === 0) return "usage_missing";
  return stated.has("output") || isEmbedding ? null : "output_lower_bound";
}

function normalTokens(
  { provider, metadata, span }: Call,
  { tokens, total }: StatedTokens,
  exclusive: boolean,
): TokenCounts {
  const { cacheRead, cacheWrite, reasoning, audioInput, imageInput } = tokens;
  const input = exclusive ? tokens.input + cacheRead + cacheWrite : tokens.input;
  // Google counts thoughts beside the answer, xAI too: the stated total tells, or that the part exceeds the whole.
  const beside =
    (total !== null && reasoning > 0 && total === tokens.input + tokens.output + reasoning) ||
    (provider === "google" && reasoning > tokens.output) ||
    span.attributes.has(ADK_REASONING);
  // Cached and audio tokens can be the same tokens: at least those that would not fit otherwise.
  const overlap = Math.max(0, cacheRead + cacheWrite + audioInput + imageInput - input);
  const cacheReadAudio = Math.min(overlap, cacheRead, audioInput);
  return {
    ...tokens,
    input,
    output: beside ? tokens.output + reasoning : tokens.output,
    cacheReadAudio,
    cacheReadImage: Math.min(overlap - cacheReadAudio, cacheRead - cacheReadAudio, imageInput),
    cacheWriteByTtl: cacheWrite >= sumOf(metadata.cacheWriteByTtl) ? metadata.cacheWriteByTtl : {},
  };
}

function sumOf(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}
