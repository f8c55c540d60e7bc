import type { Claim, Fact, FactState } from "@/lib/catalogue/fact";
import { formatCount } from "@/lib/spend/format-count";

/** What one source says, in words. */
export interface SourceText {
  said: string;
  source: string;
  /** YYYY-MM-DD. */
  date: string;
  note: string | null;
}

/** A fact in words. */
export interface FactText {
  /** Null where no source says. */
  text: string | null;
  state: FactState;
  sources: readonly SourceText[];
  /** What the first source prints, where that is not the value. */
  printed: string | null;
}

/** Writes a fact; `write` writes a value. */
export function factText<Value>(fact: Fact<Value>, write: (value: Value) => string): FactText {
  const said = ({ value, printed }: Claim<Value>) => (printed === undefined ? write(value) : `$${printed}`);
  const [first] = fact.sources;
  return {
    text: fact.value === null ? null : write(fact.value),
    state: fact.state,
    sources: fact.sources.map((claim) => ({
      said: said(claim),
      source: claim.source,
      date: claim.date,
      note: claim.note ?? null,
    })),
    printed: first && said(first) !== write(first.value) && isOtherAmount(first) ? said(first) : null,
  };
}

/** "0.40" is how the page writes 0.4: no other amount. */
function isOtherAmount<Value>({ value, printed }: Claim<Value>): boolean {
  return printed !== undefined && Number(printed) !== Number(value);
}

/** USD per million tokens as people write prices: "$0.40", "$0.125". */
export function formatRate(perMillion: string): string {
  const [whole = "0", decimals = ""] = perMillion.split(".");
  return `$${formatCount(BigInt(whole))}.${decimals.padEnd(2, "0")}`;
}

/** Yes or no, of what a model can do. */
export function yesOrNo(value: boolean): string {
  return value ? "supported" : "not supported";
}

const NAMES: Readonly<Record<string, string>> = { mcp: "MCP", fine_tuning: "Fine-tuning" };

/** What people call a name of the data: "Chat completions" for chat_completions. */
export function factName(name: string): string {
  return NAMES[name] ?? capitalised(name.replaceAll("_", " "));
}

/** Kinds of content in words: "Text, image". */
export function formatKinds(kinds: readonly string[]): string {
  return capitalised(kinds.join(", "));
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
