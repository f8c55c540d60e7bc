import type { Instant } from "@/lib/usage/instant";
import { libraryProvider, libraryProviderOfModel, matchInLibrary } from "./layers/library";

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
  provider: string;
  model: string;
  rule: string;
}

/** Why a name is unknown. */
export interface UnknownModel {
  kind: "unknown";
  reason: "unknown_provider" | "unknown_model";
}

/** How a raw name is to be read, before any price list is looked at. */
interface NameParts {
  provider: string | null;
  model: string;
  normalised: boolean;
}

/** Prefixes under which gateways put a provider's name before the model's; `models/` is Google's own. */
const PREFIX_PROVIDERS: Readonly<Record<string, string>> = { models: "google", vertex_ai: "google", bedrock: "aws" };

/**
 * Finds the model a raw name means: the organisation's alias, our normalisation, the library's own matcher for the
 * provider, fine-tuned rows; otherwise unknown. Nothing is guessed from parts of names.
 */
export function matchModel(
  provider: string | null,
  model: string,
  timestamp: Instant,
  aliases: readonly ModelAlias[],
  hasModel: (provider: string, model: string) => boolean,
): MatchedModel | UnknownModel {
  const alias = aliases.find((candidate) => aliasHolds(candidate, provider, model, timestamp));
  if (alias) {
    const target = matchName(alias.targetProvider, alias.targetModel, hasModel);
    return target.kind === "matched" ? { ...target, rule: `alias "${alias.pattern}", then ${target.rule}` } : target;
  }
  return matchName(provider, model, hasModel);
}

function aliasHolds(alias: ModelAlias, provider: string | null, model: string, timestamp: Instant): boolean {
  if (alias.provider !== null && alias.provider.toLowerCase() !== provider?.toLowerCase()) return false;
  if (alias.validFrom !== null && timestamp < alias.validFrom) return false;
  if (alias.validTo !== null && timestamp >= alias.validTo) return false;
  return patternMatches(alias.pattern.trim().toLowerCase(), model.trim().toLowerCase());
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

function matchName(
  provider: string | null,
  model: string,
  hasModel: (provider: string, model: string) => boolean,
): MatchedModel | UnknownModel {
  const parts = readName(provider, model);
  if (parts === null || parts.provider === null)
    return { kind: "unknown", reason: provider ? "unknown_provider" : "unknown_model" };
  const how = parts.normalised ? "normalised name, " : "";
  const found = matchInLibrary(parts.provider, parts.model);
  if (found) return { kind: "matched", ...found, rule: `${how}${found.provider} matcher` };
  const fineTuned = fineTunedModel(parts.provider, parts.model);
  if (fineTuned && hasModel("openai", fineTuned)) {
    return { kind: "matched", provider: "openai", model: fineTuned, rule: `${how}fine-tuned model` };
  }
  const regional = /^(?:us|eu|apac|global)\.(.+)$/.exec(parts.model)?.[1];
  const withoutRegion = regional ? matchInLibrary(parts.provider, regional) : null;
  if (withoutRegion)
    return { kind: "matched", ...withoutRegion, rule: `region prefix removed, ${withoutRegion.provider} matcher` };
  return { kind: "unknown", reason: "unknown_model" };
}

/** Trims, lowers and takes a provider prefix off; null when the stated provider is not known. */
function readName(provider: string | null, model: string): NameParts | null {
  const name = model.trim().toLowerCase();
  const stated = provider === null || provider.trim() === "" ? null : libraryProvider(provider.trim());
  if (provider !== null && provider.trim() !== "" && stated === null) return null;
  const slash = name.indexOf("/");
  if (slash > 0) {
    const prefix = name.slice(0, slash);
    const named = PREFIX_PROVIDERS[prefix] ?? exactProvider(prefix);
    if (named && (stated === null || stated === named) && !(stated !== null && matchInLibrary(stated, name))) {
      return { provider: named, model: name.slice(slash + 1), normalised: true };
    }
  }
  return { provider: stated ?? libraryProviderOfModel(name), model: name, normalised: name !== model };
}

/** A prefix names a provider only by its full id, never by resemblance. */
function exactProvider(prefix: string): string | null {
  const found = libraryProvider(prefix);
  return found === prefix || prefix === "xai" ? found : null;
}

/** `ft:<base>[:<organisation>[:<suffix>[:<id>]]]` as the row of its base model. */
function fineTunedModel(provider: string, model: string): string | null {
  const base = /^ft:([^:]+)(?::|$)/.exec(model)?.[1];
  if (!base || provider !== "openai") return null;
  const found = matchInLibrary("openai", base);
  return found ? `ft:${found.model}` : null;
}
