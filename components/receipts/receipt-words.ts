import { factName } from "@/components/catalogue/fact-text";
import type { Layer } from "@/lib/pricing/rate-card";
import type { ReceiptJson } from "@/lib/pricing/receipt";
import { formatCount } from "@/lib/spend/format-count";
import { formatDate, formatDateTime } from "@/lib/spend/format-time";

/** Layers of the price book, as people call them. */
export const LAYERS: Readonly<Record<Layer, string>> = {
  override: "Your own price",
  correction: "Correction",
  seed: "OpenAI's page",
  library: "Price list",
};

/** Names that are not the class's own in small letters. */
const CLASSES: Readonly<Record<string, string>> = {
  inputUncached: "Input",
  cacheRead: "Cached input",
  cacheWrite: "Cache write",
  cacheReadAudio: "Cached audio",
  cacheReadImage: "Cached images",
  audioInput: "Audio input",
  imageInput: "Image input",
  audioOutput: "Audio output",
  imageOutput: "Image output",
  request: "Requests",
  rest: "Not broken down",
};

/** A class of tokens, or a kind of call, as people call it: "Cache write, 1h", "Web search". */
export function className(name: string): string {
  const ttl = /^cacheWrite\.(.+)$/.exec(name)?.[1];
  if (ttl) return `Cache write, ${ttl}`;
  return CLASSES[name] ?? factName(name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`));
}

/** Which prompts a card's rates are of: null for the standard ones. */
export function contextText({ context }: ReceiptJson["rateCard"]): string | null {
  const [operator, threshold] = context.split(" ");
  if (threshold === undefined) return null;
  return `prompts ${operator === ">" ? "over" : "from"} ${formatCount(Number(threshold))} tokens`;
}

/** Why a cost has two bounds, by the receipts of both: what its source does not say. */
export function openText(low: ReceiptJson, high: ReceiptJson): string {
  const [a, b] = [low.rateCard, high.rateCard];
  const writes = ({ lines }: ReceiptJson) =>
    lines.flatMap((line) => (line.class.startsWith("cacheWrite") ? [line.class] : [])).join();
  const open = [
    ...(a.serviceTier === b.serviceTier ? [] : ["which service tier it was (an export grouped by it does)"]),
    ...(a.context === b.context ? [] : ["how long the prompts were"]),
    ...(a.serviceTier !== b.serviceTier || validityText(a) === validityText(b) ? [] : ["when in its time it was used"]),
    ...(writes(low) === writes(high) ? [] : ["for how long cache writes were kept"]),
  ];
  const what = open.length === 0 ? "enough" : open.join(", and ");
  return `The source does not say ${what}: the cost lies between two bounds.`;
}

/** When a card holds: dates and hours, UTC. */
export function validityText({ validFrom, validTo, window }: ReceiptJson["rateCard"]): string {
  const parts = [
    validFrom === null ? null : `from ${instantText(validFrom)}`,
    validTo === null ? null : `until ${instantText(validTo)}`,
    window,
  ];
  return parts.filter(Boolean).join(", ") || "always";
}

/** The instant in UTC; its time only where that is not midnight. */
function instantText(iso: string): string {
  const date = new Date(iso);
  return date.getTime() % 86_400_000 === 0 ? formatDate(date, "UTC") : `${formatDateTime(date, "UTC")} UTC`;
}
