import type { LibraryModel } from "./layers/library";
import { type RateCard, rateCardToJson } from "./rate-card";

/** A model whose cards are others in a newer price list. */
export interface ChangedModel {
  provider: string;
  id: string;
  before: readonly RateCard[];
  after: readonly RateCard[];
}

/** What a newer price list has that the other has not, lacks, and has otherwise; by provider and id. */
export interface PriceListDifference {
  added: LibraryModel[];
  removed: LibraryModel[];
  changed: ChangedModel[];
}

/** Compares two versions of a price list; where a card is from does not count. */
export function comparePriceLists(
  before: readonly LibraryModel[],
  after: readonly LibraryModel[],
): PriceListDifference {
  const old = new Map(before.map((model) => [keyOf(model), model]));
  const kept = new Set(after.map(keyOf));
  const changed = after.flatMap(({ provider, id, cards }) => {
    const known = old.get(keyOf({ provider, id }));
    if (!known || textOf(known.cards) === textOf(cards)) return [];
    return [{ provider, id, before: known.cards, after: cards }];
  });
  return {
    added: after.filter((model) => !old.has(keyOf(model))),
    removed: before.filter((model) => !kept.has(keyOf(model))),
    changed,
  };
}

function keyOf({ provider, id }: Pick<LibraryModel, "provider" | "id">): string {
  return `${provider}/${id}`;
}

function textOf(cards: readonly RateCard[]): string {
  return JSON.stringify(cards.map((card) => ({ ...rateCardToJson(card), source: null })));
}
