import { expect, test } from "vitest";
import { rankedModels, shownRanking } from "@/app/(workspace)/switch/shown-ranking";
import { loadPriceBook } from "@/lib/pricing/price-book";
import type { SwitchAnswerJson } from "@/lib/switch/answer-to-json";

type Ranking = SwitchAnswerJson["ranking"];

function ranking(models: object[], cost = "10"): Ranking {
  const all = models.map((model, index) => ({ id: String(index), rank: index + 1, cost: "1", ...model }));
  return { baseline: { cost }, total: all.length, models: all } as unknown as Ranking;
}

const ids = ({ models }: { models: Ranking["models"] }) => models.map(({ id }) => id);

test("models that cost nothing are hidden until they are asked for, but for those in use and targets", () => {
  const models = [
    { cost: "0" },
    { cost: "0", isCurrent: true },
    { cost: "0", isTarget: true },
    { cost: "0", costHigh: "2" },
    { cost: "0", rank: null },
    {},
  ];
  const hidden = shownRanking(ranking(models), false);
  expect(ids(hidden)).toEqual(["1", "2", "3", "4", "5"]);
  expect(hidden.free).toBe(1);
  expect(ids(shownRanking(ranking(models), true))).toEqual(["0", "1", "2", "3", "4", "5"]);
  // Where the traffic costs nothing, everything is as it should be.
  expect(shownRanking(ranking(models, "0"), false)).toMatchObject({ free: 0, models: { length: 6 } });
});

test("the list is as long without them, and keeps what is in use", () => {
  const models = [
    ...Array.from({ length: 12 }, () => ({ cost: "0" })),
    ...Array.from({ length: 40 }, () => ({})),
    { isCurrent: true },
  ];
  const shown = ids(shownRanking(ranking(models), false));
  expect(shown).toHaveLength(26);
  expect([shown[0], shown[24], shown[25]]).toEqual(["12", "36", "52"]);
  expect(ids(shownRanking(ranking(models), true)).slice(0, 2)).toEqual(["0", "1"]);
});

test("as many are asked for as there are free ones, and a list beside them", async () => {
  const book = await loadPriceBook();
  const free = book.models.filter(({ id }) => id.endsWith(":free"));
  expect(free.length).toBeGreaterThan(50);
  expect(rankedModels(book)).toBeGreaterThanOrEqual(free.length + 25);
  expect(rankedModels(book)).toBeLessThan(book.models.length / 4);
});
