import type { Instant } from "@/lib/usage/instant";
import { type LibraryNames, libraryProvider } from "./layers/library";

/** An organisation's own statement of what a model's name means. */
export interface ModelAlias {
  id: string;
  /** Provider it is limited to; null for any. */
  provider: string | null;
  /** Exact name, or a pattern in which * stands for any characters. */
  pattern: string;
  targetProvider: string;
  targetModel: string;
  validFrom: Instant | null;
  validTo: Instant | null;
}

/** A model of the price book, and the rule by which a raw name led to it. */
export interface MatchedModel {
  kind: "matched";
  /** Who sells it: the provider the name or the record states. */
  seller: string;
  /** Whose price list it stands in; another than the seller's where the library falls back (Azure to OpenAI's list). */
  provider: string;
  model: string;
  /** The name as it was looked up: trimmed, lower case, without provider and region prefixes. */
  name: string;
  /** Region a prefix of the name names ("eu."), null for none. */
  region: string | null;
  rule: string;
}

/** Why a name is unknown. */
export interface UnknownModel {
  kind: "unknown";
  reason: "unknown_provider" | "ambiguous_provider" | "unknown_model";
}

/** What matching needs to know beside the library. */
export interface KnownNames {
  aliases: readonly ModelAlias[];
  /** Whether the book has cards of a model. */
  hasCards(provider: string, model: string): boolean;
  /** The model an organisation's own price gives exactly this name, for a provider (null: not stated). */
  ownModel(provider: string | null, name: string): { provider: string; model: string } | null;
  library: LibraryNames;
}

/** Provider prefixes of gateways and SDKs that are not the provider's own id. `models/` is Google's. */
const PREFIXES: Readonly<Record<string, string>> = {
  bedrock: "aws",
  gemini: "google",
  models: "google",
  together_ai: "together",
  vertex_ai: "google",
  xai: "x-ai",
};

/** LiteLLM is a gateway without prices of its own: the library looks behind the name, and so do we. */
const GATEWAYS_WITHOUT_PRICES = new Set(["litellm"]);

/**
 * Finds the model a raw name means: the organisation's alias, our normalisation, the library's own matcher for the
 * provider, fine-tuned rows, the organisation's own models; otherwise unknown. Nothing is guessed from parts of names.
 */
export function matchModel(
  provider: string | null,
  model: string,
  timestamp: Instant,
  known: KnownNames,
): MatchedModel | UnknownModel {
  const alias = known.aliases.find((candidate) => aliasHolds(candidate, provider, model, timestamp));
  if (!alias) return matchName(provider, model, known);
  const target =
    modelOfBook(alias.targetProvider, alias.targetModel, known) ??
    matchName(alias.targetProvider, alias.targetModel, known);
  return target.kind === "matched" ? { ...target, rule: `alias "${alias.pattern}"; ${target.rule}` } : target;
}

/** A model by the provider and id it has in the book; null when there is none. */
export function modelOfBook(provider: string, model: string, known: Pick<KnownNames, "hasCards">): MatchedModel | null {
  const seller = providerId(provider);
  if (!known.hasCards(seller, model)) return null;
  return { kind: "matched", seller, provider: seller, model, name: model, region: null, rule: "id in the price book" };
}

/** Aliases in the order in which they are tried: exact names first, then the longer pattern; one provider's before any's. */
export function inOrderOfPrecedence(aliases: readonly ModelAlias[]): ModelAlias[] {
  const rank = ({ pattern, provider }: ModelAlias) =>
    (pattern.includes("*") ? 0 : 100_000) + pattern.length * 2 + (provider === null ? 0 : 1);
  return [...aliases].sort((a, b) => rank(b) - rank(a));
}

function aliasHolds(alias: ModelAlias, provider: string | null, model: string, timestamp: Instant): boolean {
  if (alias.provider !== null && (provider === null || !isSameProvider(alias.provider, provider))) return false;
  if (alias.validFrom !== null && timestamp < alias.validFrom) return false;
  if (alias.validTo !== null && timestamp >= alias.validTo) return false;
  return patternMatches(normalised(alias.pattern), normalised(model));
}

/** Whether two names of a provider mean the same one ("vertex" and "google"). */
export function isSameProvider(a: string, b: string): boolean {
  return providerId(a) === providerId(b);
}

/** The id of a provider in the price book, or its name in lower case where it is not in it. */
export function providerId(name: string): string {
  return libraryProvider(normalised(name)) ?? normalised(name);
}

function normalised(name: string): string {
  return name.trim().toLowerCase();
}

/** Whether a name fits a pattern with `*` for any characters; linear, so that no pattern can make it slow. */
export function patternMatches(pattern: string, name: string): boolean {
  const [first = "", ...rest] = pattern.split("*");
  if (rest.length === 0) return pattern === name;
  if (!name.startsWith(first)) return false;
  let at = first.length;
  const last = rest.pop() ?? "";
  for (const part of rest) {
    const found = name.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return name.length - last.length >= at && name.endsWith(last);
}

function matchName(provider: string | null, model: string, known: KnownNames): MatchedModel | UnknownModel {
  const name = normalised(model);
  const stated = provider === null ? "" : normalised(provider);
  const found =
    stated === "" || GATEWAYS_WITHOUT_PRICES.has(stated) ? matchBareName(name, known) : matchOf(stated, name, known);
  if (found.kind === "matched") return found;
  const own = known.ownModel(stated === "" ? null : providerId(stated), name);
  if (!own) return found;
  return { kind: "matched", seller: own.provider, ...own, name, region: null, rule: "the organisation's own model" };
}

function matchOf(stated: string, name: string, known: KnownNames): MatchedModel | UnknownModel {
  const seller = known.library.provider(stated);
  if (seller === null) return { kind: "unknown", reason: "unknown_provider" };
  const asItIs = matchOfSeller(seller, name, known, []);
  if (asItIs.kind === "matched") return asItIs;
  const prefixed = withoutProviderPrefix(name, known);
  return prefixed?.provider === seller ? matchOfSeller(seller, prefixed.name, known, [prefixed.rule]) : asItIs;
}

/** A name without a stated provider: its prefix names one, or exactly one provider of the library claims it. */
function matchBareName(name: string, known: KnownNames): MatchedModel | UnknownModel {
  const prefixed = withoutProviderPrefix(name, known);
  if (prefixed) return matchOfSeller(prefixed.provider, prefixed.name, known, [prefixed.rule]);
  const [only, ...others] = known.library.claimants(fineTunedBase(name) ?? name);
  if (only === undefined) return { kind: "unknown", reason: "unknown_model" };
  if (others.length > 0) return { kind: "unknown", reason: "ambiguous_provider" };
  return matchOfSeller(only, name, known, [`a name of ${only}`]);
}

function withoutProviderPrefix(
  name: string,
  { library }: KnownNames,
): { provider: string; name: string; rule: string } | null {
  const slash = name.indexOf("/");
  if (slash <= 0) return null;
  const prefix = name.slice(0, slash);
  // A provider's full id only: what merely resembles one may be a reseller with prices of its own.
  const known = Object.hasOwn(PREFIXES, prefix) ? PREFIXES[prefix] : undefined;
  const provider = known ?? (library.provider(prefix) === prefix ? prefix : null);
  if (provider === null) return null;
  return { provider, name: name.slice(slash + 1), rule: `prefix "${prefix}/" names ${provider}` };
}

function matchOfSeller(
  seller: string,
  name: string,
  known: KnownNames,
  steps: readonly string[],
): MatchedModel | UnknownModel {
  const asItIs = matchExactly(seller, name, known);
  if (asItIs) return matched(seller, asItIs, name, null, steps);
  const regional = /^(us|eu|global)\.(.+)$/.exec(name);
  const [, region = "", rest = ""] = regional ?? [];
  const withoutRegion = regional && matchExactly(seller, rest, known);
  if (withoutRegion) {
    return matched(seller, withoutRegion, rest, region, [...steps, `prefix "${region}." names a region`]);
  }
  return { kind: "unknown", reason: "unknown_model" };
}

interface Listed {
  provider: string;
  model: string;
  rule: string;
}

function matched(
  seller: string,
  { provider, model, rule }: Listed,
  name: string,
  region: string | null,
  steps: readonly string[],
): MatchedModel {
  return { kind: "matched", seller, provider, model, name, region, rule: [...steps, rule].join("; ") };
}

function matchExactly(seller: string, name: string, known: KnownNames): Listed | null {
  const listed = known.library.match(seller, name);
  if (listed) {
    const list = listed.provider === seller ? "" : `, in the list of ${listed.provider}`;
    return { ...listed, rule: `library matcher of ${seller}${list}` };
  }
  const base = seller === "openai" ? fineTunedBase(name) : null;
  const baseModel = base && known.library.match("openai", base);
  if (!baseModel) return null;
  const model = `ft:${baseModel.model}`;
  return known.hasCards("openai", model) ? { provider: "openai", model, rule: "fine-tuned model" } : null;
}

/** `<base>` of `ft:<base>:<organisation>:<suffix>:<id>`, OpenAI's names of fine-tuned models. */
function fineTunedBase(name: string): string | null {
  return /^ft:([^:]+)(?::|$)/.exec(name)?.[1] ?? null;
}
