import type { ParsedItem } from "@/lib/usage/formats/format";
import { type ParserOptions, UsageParser } from "@/lib/usage/open-parser";
import { instant } from "../../support/usage";

/** The moment of uploads. */
export const NOW = "2026-11-24T12:00:00Z";

/** Parses bytes in pieces of `size` bytes, uploaded at `now`. */
export function parse(
  bytes: Uint8Array | string,
  size = 65_536,
  forcedFormat: string | null = null,
  now = NOW,
  further: Partial<ParserOptions> = {},
) {
  const all = typeof bytes === "string" ? new TextEncoder().encode(bytes) : bytes;
  const parser = new UsageParser({ forcedFormat, now: instant(now), ...further });
  const items: ParsedItem[] = [];
  for (let at = 0; at < all.length; at += size) items.push(...parser.push(all.subarray(at, at + size)));
  items.push(...parser.end());
  return { items, format: parser.format, ignored: parser.ignored };
}
