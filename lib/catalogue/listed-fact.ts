import type { CatalogueModel } from "./catalogue-model";
import { type Claim, type Fact, settle } from "./fact";

/** The lists of a model that name what it can do. */
export type FactList = "endpoints" | "features" | "tools";

/**
 * What is known of one name of a list, also where the model's own list leaves it out: then the source of the list says
 * no, and a model without such a list is unknown. A price for cached input speaks for prompt caching.
 */
export function listedFact(model: CatalogueModel, list: FactList, name: string): Fact<boolean> {
  const stated = model[list][name];
  const claims = stated ? stated.sources : leftOut(model, list);
  const isCaching = list === "features" && name === "prompt_caching";
  return settle(...claims, isCaching ? cachingByPrice(model) : null);
}

function leftOut(model: CatalogueModel, list: FactList): Claim<boolean>[] {
  const [claim] = Object.values(model[list]).flatMap(({ sources }) => sources);
  return claim ? [{ value: false, source: claim.source, date: claim.date }] : [];
}

function cachingByPrice({ prices }: CatalogueModel): Claim<boolean> | null {
  const [priced] = prices.cachedInput.sources;
  if (!priced) return null;
  return { value: true, source: priced.source, date: priced.date, note: "It has a price for cached input." };
}

/** Every name some of the models has in a list, those every model has first. */
export function listedNames(models: readonly CatalogueModel[], list: FactList): string[] {
  const names = [...new Set(models.flatMap((model) => Object.keys(model[list])))];
  const missing = (name: string) => models.filter((model) => !(name in model[list])).length;
  return names.sort((a, b) => missing(a) - missing(b));
}
