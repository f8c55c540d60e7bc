import { expect, test } from "vitest";
import { comparePriceLists } from "@/lib/pricing/compare-price-lists";
import { readLibrary } from "@/lib/pricing/layers/library";

const models = (await readLibrary()).models;

test("a list is the same as itself, whenever it was published", () => {
  const later = models.map((model) => ({
    ...model,
    cards: model.cards.map((card) => ({ ...card, source: { ...card.source, date: "2027-01-01" } })),
  }));
  expect(comparePriceLists(models, later)).toEqual({ added: [], removed: [], changed: [] });
});

test("what is new, gone and changed is told apart", () => {
  const [first, second, ...rest] = models;
  if (!first || !second) throw new Error("no models");
  const dearer = { ...second, cards: second.cards.map((card) => ({ ...card, rates: { ...card.rates, input: 7n } })) };
  const difference = comparePriceLists(models, [dearer, ...rest, { ...first, id: "new-one" }]);
  expect(difference.added.map(({ id }) => id)).toEqual(["new-one"]);
  expect(difference.removed.map(({ id }) => id)).toEqual([first.id]);
  expect(difference.changed).toMatchObject([
    { id: second.id, before: second.cards, after: [{ rates: { input: 7n } }] },
  ]);
});
