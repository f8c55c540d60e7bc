import { z } from "zod";
import type { TokenCounts } from "@/lib/usage/usage-record";
import { smallCount } from "./value-schemas";

/** The classes of tokens, as the normal form has them. */
const DESCRIPTIONS = {
  input: "The whole prompt: cache reads and writes, audio and images included.",
  cacheRead: "Part of input.",
  cacheWrite: "Part of input.",
  output: "Everything the model wrote, reasoning included.",
  reasoning: "Part of output.",
  audioInput: "Part of input.",
  imageInput: "Part of input.",
  cacheReadAudio: "Part of both cacheRead and audioInput.",
  cacheReadImage: "Part of both cacheRead and imageInput.",
  audioOutput: "Part of output.",
  imageOutput: "Part of output.",
} as const satisfies Record<Exclude<keyof TokenCounts, "cacheWriteByTtl">, string>;

const BY_TTL = 'Parts of cacheWrite by time to live ("1h"); the rest has the provider\'s shortest.';

type TokenClass = keyof typeof DESCRIPTIONS;

/** Tokens as answers give them: every class. */
export const tokenCounts = z.strictObject({
  ...classes((description) => smallCount.describe(description)),
  cacheWriteByTtl: z.record(z.string(), smallCount).describe(BY_TTL),
}) satisfies z.ZodType<TokenCounts>;

const sentCount = z.union([z.int().min(0), z.string().regex(/^\d{1,30}$/), z.null()]);

/** Tokens as they are sent: classes that are left out are 0; at least one of input and output is stated. */
export const sentTokens = z.strictObject({
  ...classes((description) => sentCount.optional().describe(description)),
  cacheWriteByTtl: z.record(z.string(), sentCount).nullish().describe(BY_TTL),
});

function classes<Schema>(schemaOf: (description: string) => Schema): Record<TokenClass, Schema> {
  const entries = Object.entries(DESCRIPTIONS).map(([name, description]) => [name, schemaOf(description)]);
  return Object.fromEntries(entries) as Record<TokenClass, Schema>;
}
