import { isFilterParam } from "@/components/filters/page-params";
import { USAGE_TIERS } from "@/lib/catalogue/catalogue-model";
import type { Filters } from "@/lib/spend/dimensions";
import { readPreset } from "@/lib/spend/question-from-address";
import { InvalidParameter, readExcluded, readFilters } from "@/lib/spend/question-from-params";
import type {
  SentLeversJson,
  SentLimitsJson,
  SentMoveJson,
  SwitchQuestionJson,
} from "@/lib/switch/scenarios/question-json";

/** Stands for a question that is held against no tier, whatever is kept with the organisation. */
const NO_TIER = "none";

/** A question of which the address may leave open what is moved. */
export type AddressedQuestion = Omit<SwitchQuestionJson, "moves"> & { moves: readonly Partial<SentMoveJson>[] };

/**
 * Reads a what-if from an address: `range`, or `from` and `to`; `tz`, `filter.…`, `not.…`, `tier`, `prices`; `move` (JSON, as
 * the API takes it, repeated), `levers` and `limit` likewise (`{}`: none, whatever is kept). Links of other pages name one move by `fromModel`, `toModel`.
 * @throws InvalidParameter when something is not of its form; what it says is checked where what-ifs are read.
 */
export function questionOfParams(params: URLSearchParams): AddressedQuestion {
  const preset = readPreset(params);
  const filter = readFilters(params);
  const not = readExcluded(params);
  const tier = params.get("tier") === NO_TIER ? null : USAGE_TIERS.find((one) => one === params.get("tier"));
  const limits = params.getAll("limit").map((text) => parseObject<Partial<SentLimitsJson>>("limit", text));
  const levers = params.has("levers") ? parseObject<SentLeversJson>("levers", params.get("levers") ?? "") : null;
  return {
    ...(preset ? { range: preset } : { from: params.get("from") ?? "", to: params.get("to") ?? "" }),
    ...textsOf(params, ["tz", "prices"]),
    ...(isEmpty(filter) ? {} : { filter }),
    ...(isEmpty(not) ? {} : { not }),
    ...(tier === undefined ? {} : { tier }),
    ...(limits.length === 0 ? {} : { ownLimits: limits.filter(isOnModel) }),
    ...(levers ? { levers } : {}),
    moves: movesOf(params),
  };
}

/** The address of a what-if: what `questionOfParams` reads again. Limits of lists are the page's own. */
export function paramsOfQuestion(question: SwitchQuestionJson): URLSearchParams {
  const params = new URLSearchParams();
  const { range, from, to, tz, prices, tier, filter = {}, not = {}, levers, ownLimits, moves } = question;
  const texts = { range, from, to, tz, prices, tier: tier === null ? NO_TIER : tier };
  for (const [name, value] of Object.entries(texts)) if (value) params.set(name, value);
  append(params, "filter", filter);
  append(params, "not", not);
  for (const move of moves) params.append("move", JSON.stringify(move));
  if (levers && !isEmpty(levers)) params.set("levers", JSON.stringify(levers));
  for (const limit of ownLimits?.length === 0 ? [{}] : (ownLimits ?? [])) params.append("limit", JSON.stringify(limit));
  return params;
}

/** Parameters of an address that say which usage it is about. */
export function scopeParams(params: URLSearchParams): URLSearchParams {
  const isScope = (name: string) => ["range", "from", "to", "tz"].includes(name) || isFilterParam(name);
  return new URLSearchParams([...params].filter(([name]) => isScope(name)));
}

function isOnModel(limits: Partial<SentLimitsJson>): limits is SentLimitsJson {
  return limits.model !== undefined;
}

function movesOf(params: URLSearchParams): readonly Partial<SentMoveJson>[] {
  const moves = params.getAll("move").map((text) => parseObject<SentMoveJson>("move", text));
  // Without a model it is of all; a link that names a target alone leaves open what is moved.
  if (moves.length > 0) return moves.map((move) => ({ ...move, fromModel: move.fromModel ?? null }));
  return [textsOf(params, ["fromModel", "toModel"])];
}

function textsOf<Name extends string>(params: URLSearchParams, names: readonly Name[]): Partial<Record<Name, string>> {
  const stated = names.flatMap((name): [Name, string][] => {
    const text = params.get(name)?.trim();
    return text ? [[name, text]] : [];
  });
  return Object.fromEntries(stated) as Partial<Record<Name, string>>;
}

function append(params: URLSearchParams, kind: "filter" | "not", filters: Filters): void {
  for (const [dimension, values] of Object.entries(filters) as [string, readonly (string | null)[]][]) {
    for (const value of values) params.append(`${kind}.${dimension}`, value ?? "");
  }
}

function parseObject<Value>(name: string, text: string): Value {
  try {
    const value = JSON.parse(text);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Value;
  } catch {
    // Said below.
  }
  throw new InvalidParameter(name, "is not a JSON object.");
}

function isEmpty(value: object): boolean {
  return Object.keys(value).length === 0;
}
